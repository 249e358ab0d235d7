import type { ReactNode } from 'react';
import styles from './Note.module.css';

interface EmptyNoteProps {
  readonly icon?: ReactNode;
  readonly heading?: string;
  readonly children: ReactNode;
  readonly action?: ReactNode;
  /** Nothing else is on the screen: the sentence is its heading. */
  readonly screen?: boolean;
}

/** One sentence, one action. */
export function EmptyNote({ icon, heading, children, action, screen }: EmptyNoteProps) {
  return (
    <div className={styles.empty}>
      {icon && <span className={styles.emptyIcon}>{icon}</span>}
      {heading && <h2 className={styles.emptyHeading}>{heading}</h2>}
      {screen ? <h1 className={styles.sentence}>{children}</h1> : <p>{children}</p>}
      {action}
    </div>
  );
}
