import { RotateCw, Trash2, Upload } from 'lucide-react';
import { graphql, useFragment, useRelayEnvironment } from 'react-relay';
import type {
  DocumentRow_document$data,
  DocumentRow_document$key,
} from '../__generated__/DocumentRow_document.graphql';
import { bytes, timeLeft } from '../format';
import { Failure } from '../jobs/Failure';
import { useJobActions } from '../jobs/useJobActions';
import { usePlace } from '../source/usePlace';
import { Button, IconButton } from '../ui/Button';
import { FileIcon } from '../ui/icons';
import { Segments } from '../ui/Segments';
import { Time } from '../ui/Time';
import { FileButton } from '../upload/FileButton';
import { words } from '../words';
import styles from './DocumentRow.module.css';
import { segmentsOf } from './ingest';
import { pendingDeletes } from './pendingDeletes';

interface DocumentRowProps {
  readonly document: DocumentRow_document$key;
  readonly canEdit: boolean;
  readonly onUpload: (files: readonly File[]) => void;
}

export function DocumentRow({ document, canEdit, onUpload }: DocumentRowProps) {
  const data = useFragment(
    graphql`
      fragment DocumentRow_document on Document @throwOnFieldError {
        id
        createdAt
        name
        sizeBytes
        status
        pageCount
        passageCount
        project {
          id
        }
        owner {
          name
        }
        failure {
          ...Failure_failure
        }
        ingestJob {
          id
          status
          stage
          percent
          secondsLeft
          retryable
        }
      }
    `,
    document,
  );
  const environment = useRelayEnvironment();
  const { open, place } = usePlace();
  const canOpen = data.status !== 'AWAITING_UPLOAD';
  return (
    <li className={styles.row} data-current={place?.documentId === data.id || undefined}>
      <span className={styles.icon}>
        <FileIcon name={data.name} />
      </span>
      <div className={styles.body}>
        {canOpen ? (
          <button
            type="button"
            className={styles.name}
            aria-label={words.documents.open(data.name)}
            onClick={() => {
              open({ documentId: data.id, page: 1, start: null, end: null });
            }}
          >
            {data.name}
          </button>
        ) : (
          <span className={styles.plainName}>{data.name}</span>
        )}
        <p className={styles.meta}>
          <span>{bytes(data.sizeBytes)}</span>
          {data.pageCount !== null && <span>{words.documents.pages(data.pageCount)}</span>}
          {data.owner && <span>{data.owner.name}</span>}
          <Time at={data.createdAt} />
        </p>
        {data.failure && data.status === 'FAILED' && <Failure failure={data.failure} />}
      </div>
      <div className={styles.state}>
        <Status document={data} canEdit={canEdit} onUpload={onUpload} />
      </div>
      {canEdit && (
        <IconButton
          label={words.documents.deleteLabel(data.name)}
          className={styles.delete ?? ''}
          onClick={() => {
            pendingDeletes.add(environment, { projectId: data.project.id, documentId: data.id, name: data.name });
          }}
        >
          <Trash2 size={16} aria-hidden />
        </IconButton>
      )}
    </li>
  );
}

interface StatusProps {
  readonly document: DocumentRow_document$data;
  readonly canEdit: boolean;
  readonly onUpload: (files: readonly File[]) => void;
}

function Status({ document, canEdit, onUpload }: StatusProps) {
  switch (document.status) {
    case 'READY':
      return <p className={styles.ready}>{words.documents.ready(document.passageCount)}</p>;
    case 'FAILED':
      return <Failed document={document} canEdit={canEdit} />;
    case 'AWAITING_UPLOAD':
      return (
        <>
          <p className={styles.quiet}>{words.documents.awaiting}</p>
          {canEdit && (
            <FileButton
              small
              label={words.documents.uploadAgain}
              accessibleLabel={words.documents.uploadAgainLabel(document.name)}
              icon={<Upload size={14} aria-hidden />}
              onFiles={onUpload}
            />
          )}
        </>
      );
    default:
      return <Progress document={document} />;
  }
}

function Failed({ document, canEdit }: Omit<StatusProps, 'onUpload'>) {
  const { retry, busy } = useJobActions(document.ingestJob?.id ?? '');
  return (
    <>
      <p className={styles.failed}>{words.documents.failed}</p>
      {canEdit && document.ingestJob?.retryable && (
        <Button
          small
          disabled={busy}
          icon={<RotateCw size={14} aria-hidden />}
          aria-label={words.documents.retryLabel(document.name)}
          onClick={retry}
        >
          {words.state.retry}
        </Button>
      )}
    </>
  );
}

function Progress({ document: { name, ingestJob } }: { document: DocumentRow_document$data }) {
  const stage = ingestJob?.status === 'RUNNING' ? ingestJob.stage : null;
  const percent = ingestJob?.percent ?? 0;
  const label = stage ? (words.documents.stages[stage] ?? stage) : words.documents.waiting;
  return (
    <div className={styles.progress}>
      <p className={styles.stage}>
        <span>{label}</span>
        <span className="number">
          {percent} %{ingestJob?.secondsLeft != null && ` · ${timeLeft(ingestJob.secondsLeft)}`}
        </span>
      </p>
      <Segments
        label={`${words.documents.ingest}: ${name}`}
        percent={percent}
        valueText={`${label}, ${String(percent)} %`}
        segments={segmentsOf(stage)}
      />
    </div>
  );
}
