import { useEffect, useRef } from 'react';
import { words } from '../words';
import styles from './SourcePanel.module.css';

interface TextViewProps {
  readonly label: string;
  readonly text: string;
  readonly start: number | null;
  readonly end: number | null;
}

/** The page as extracted, the passage lit at its exact offsets. */
export function TextView({ label, text, start, end }: TextViewProps) {
  const mark = useRef<HTMLElement>(null);
  useEffect(() => {
    mark.current?.scrollIntoView({ block: 'center' });
  }, [text, start, end]);
  if (text.trim() === '') return <p className={styles.gone}>{words.source.noPage}</p>;
  return (
    // The text scrolls in its own box; the keyboard has to get into it.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles.text} tabIndex={0} role="group" aria-label={label}>
      <p className={styles.label}>{label}</p>
      <div className={styles.body}>
        {start === null || end === null ? (
          text
        ) : (
          <>
            {text.slice(0, start)}
            <mark ref={mark} className={styles.mark} data-testid="passage">
              {text.slice(start, end)}
            </mark>
            {text.slice(end)}
          </>
        )}
      </div>
    </div>
  );
}
