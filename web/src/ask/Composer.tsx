import { ArrowUp, Square } from 'lucide-react';
import { useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useJobActions } from '../jobs/useJobActions';
import { useProduct } from '../product';
import { words } from '../words';
import styles from './Composer.module.css';
import { drafts, putBack } from './drafts';

interface ComposerProps {
  readonly projectId: string;
  readonly canAsk: boolean;
  /** The job of the answer that is being written. */
  readonly running: string | null;
  readonly pending: boolean;
  /** False if the question was not taken: it stays in the box. */
  readonly onAsk: (question: string) => Promise<boolean>;
}

const linesMax = 8;
/** The counter shows up when the end comes near. */
const counterShare = 0.9;

export function Composer({ projectId, canAsk, running, pending, onAsk }: ComposerProps) {
  const { config } = useProduct();
  const [text, setText] = useState(() => drafts.read(projectId));
  const box = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const { cancel, busy } = useJobActions(running ?? '');
  const max = config.questionCharactersMax;
  const length = text.trim().length;
  const tooLong = length > max;
  const streaming = running !== null;
  useGrowing(box, text);

  const change = (next: string) => {
    setText(next);
    drafts.write(projectId, next);
  };
  const send = () => {
    const question = text.trim();
    if (question === '' || tooLong || streaming || pending) return;
    change('');
    void onAsk(question).then((taken) => {
      if (!taken) change(putBack(question, drafts.read(projectId)));
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  if (!canAsk) return <p className={styles.readOnly}>{words.ask.readOnly}</p>;
  return (
    <form
      className={styles.composer}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <label className="hidden-but-read" htmlFor={id}>
        {words.ask.label}
      </label>
      <textarea
        ref={box}
        id={id}
        data-question
        className={styles.box}
        rows={1}
        placeholder={words.ask.placeholder}
        value={text}
        aria-invalid={tooLong}
        aria-describedby={tooLong ? `${id}-limit` : undefined}
        onChange={(event) => {
          change(event.target.value);
        }}
        onKeyDown={onKeyDown}
      />
      {streaming ? (
        <button type="button" className={styles.stop} disabled={busy} onClick={cancel}>
          <Square size={12} fill="currentColor" aria-hidden />
          {words.ask.stop}
        </button>
      ) : (
        <button
          type="submit"
          className={styles.send}
          disabled={length === 0 || tooLong || pending}
        >
          {words.ask.ask}
          <ArrowUp size={15} aria-hidden />
        </button>
      )}
      {length > max * counterShare && (
        <p id={`${id}-limit`} className={tooLong ? styles.over : styles.counter} role="status">
          {tooLong ? words.ask.tooLong(length, max) : `${String(length)} / ${String(max)}`}
        </p>
      )}
    </form>
  );
}

function useGrowing(box: React.RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    if (box.current) grow(box.current);
  }, [box, text]);
}

function grow(element: HTMLTextAreaElement): void {
  element.style.height = 'auto';
  const { lineHeight, paddingTop, paddingBottom } = getComputedStyle(element);
  const padding = parseFloat(paddingTop) + parseFloat(paddingBottom);
  const heightMax = parseFloat(lineHeight) * linesMax + padding;
  element.style.height = `${String(Math.min(element.scrollHeight, heightMax))}px`;
  element.style.overflowY = element.scrollHeight > heightMax ? 'auto' : 'hidden';
}
