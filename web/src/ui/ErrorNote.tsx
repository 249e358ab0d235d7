import { asFailure } from '@foundry/client/failure';
import { Copy, RotateCw } from 'lucide-react';
import { words } from '../words';
import { Button } from './Button';
import styles from './Note.module.css';

interface ErrorNoteProps {
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
  readonly lead?: string;
  /** Nothing else is on the screen: the lead is its heading. */
  readonly screen?: boolean | undefined;
}

export function ErrorNote({ error, onRetry, lead, screen }: ErrorNoteProps) {
  const failure = asFailure(error);
  const specific = failure.kind === 'refused' || failure.kind === 'forbidden';
  const Lead = screen ? 'h1' : 'p';
  return (
    <div className={styles.error} role="alert">
      <Lead className={styles.lead}>{lead ?? words.state.failed[failure.kind]}</Lead>
      {specific && <p>{failure.message}</p>}
      <div className={styles.actions}>
        {onRetry && (
          <Button small icon={<RotateCw size={14} aria-hidden />} onClick={onRetry}>
            {words.state.retry}
          </Button>
        )}
        {failure.requestId && <RequestId id={failure.requestId} />}
      </div>
    </div>
  );
}

export function RequestId({ id }: { readonly id: string }) {
  return (
    <button
      type="button"
      className={styles.requestId}
      title={words.state.copyRequestId}
      onClick={() => void navigator.clipboard.writeText(id)}
    >
      {words.state.requestId} <code>{id}</code>
      <Copy size={12} aria-hidden />
    </button>
  );
}
