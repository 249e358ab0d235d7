import { words } from '../words';
import styles from './Skeleton.module.css';

interface SkeletonProps {
  /** Widths in percent, one line each. */
  readonly lines: readonly number[];
  readonly tall?: boolean;
}

export function Skeleton({ lines, tall }: SkeletonProps) {
  return (
    <div className={styles.skeleton} role="status" aria-label={words.state.loading}>
      {lines.map((width, index) => (
        <span
          key={index}
          className={tall ? styles.tall : styles.line}
          style={{ width: `${String(width)}%` }}
        />
      ))}
    </div>
  );
}
