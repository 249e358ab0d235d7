import { FileText, MessageSquare, RotateCw, X } from 'lucide-react';
import { graphql, useFragment } from 'react-relay';
import { Link } from 'react-router';
import type { JobRow_job$key } from '../__generated__/JobRow_job.graphql';
import { duration, timeLeft } from '../format';
import { projectPath } from '../paths';
import { Button } from '../ui/Button';
import { Bar } from '../ui/Segments';
import { Time } from '../ui/Time';
import { words } from '../words';
import { Failure } from './Failure';
import styles from './JobRow.module.css';
import { useJobActions } from './useJobActions';

interface JobRowProps {
  readonly job: JobRow_job$key;
  readonly showProject?: boolean;
}

export function JobRow({ job, showProject = true }: JobRowProps) {
  const data = useFragment(
    graphql`
      fragment JobRow_job on Job @throwOnFieldError {
        id
        kind
        status
        stage
        percent
        secondsLeft
        attempt
        createdAt
        startedAt
        finishedAt
        question
        cancellable
        retryable
        failure {
          ...Failure_failure
        }
        document {
          id
          name
        }
        project {
          id
          name
        }
        owner {
          name
        }
      }
    `,
    job,
  );
  const { cancel, retry, busy } = useJobActions(data.id);
  const ingest = data.kind === 'INGEST';
  const name = ingest
    ? words.jobs.ingest(data.document?.name ?? null)
    : words.jobs.answer(data.question);
  const Icon = ingest ? FileText : MessageSquare;
  const active = data.status === 'RUNNING' || data.status === 'QUEUED';
  return (
    <li className={styles.row}>
      <Icon size={17} strokeWidth={1.7} className={styles.icon} aria-hidden />
      <div className={styles.body}>
        <p className={styles.name}>
          <Link to={projectPath(data.project.id, ingest ? 'documents' : '')}>{name}</Link>
        </p>
        <p className={styles.meta}>
          <StatusWord status={data.status} />
          {data.status === 'RUNNING' && data.stage && <span>{words.jobs.stages[data.stage]}</span>}
          {showProject && <span>{data.project.name}</span>}
          {data.owner && <span>{words.jobs.by(data.owner.name)}</span>}
          {data.attempt > 1 && <span>{words.jobs.attempt(data.attempt)}</span>}
          <Time at={data.finishedAt ?? data.createdAt} />
          <Took startedAt={data.startedAt} finishedAt={data.finishedAt} />
        </p>
        {active && (
          <div className={styles.progress}>
            <Bar label={words.jobs.progress(name)} percent={data.percent} />
            <span className={styles.percent}>{data.percent} %</span>
            {data.secondsLeft !== null && (
              <span className={styles.left}>{timeLeft(data.secondsLeft)}</span>
            )}
          </div>
        )}
        {data.failure && <Failure failure={data.failure} />}
      </div>
      <div className={styles.actions}>
        {data.cancellable && (
          <Button
            small
            disabled={busy}
            icon={<X size={14} aria-hidden />}
            aria-label={words.jobs.cancelLabel(name)}
            onClick={cancel}
          >
            {words.jobs.cancel}
          </Button>
        )}
        {data.retryable && (
          <Button
            small
            disabled={busy}
            icon={<RotateCw size={14} aria-hidden />}
            aria-label={words.jobs.retryLabel(name)}
            onClick={retry}
          >
            {words.jobs.retry}
          </Button>
        )}
      </div>
    </li>
  );
}

const tones: Readonly<Record<string, string | undefined>> = {
  RUNNING: styles.running,
  SUCCEEDED: styles.done,
  FAILED: styles.failed,
};

function StatusWord({ status }: { readonly status: string }) {
  return (
    <span className={tones[status]}>{words.jobs.statuses[status] ?? status}</span>
  );
}

interface TookProps {
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
}

function Took({ startedAt, finishedAt }: TookProps) {
  if (!startedAt || !finishedAt) return null;
  const millis = Date.parse(finishedAt) - Date.parse(startedAt);
  return <span>{words.jobs.took(duration(millis))}</span>;
}
