import styles from './Segments.module.css';

export type SegmentState = 'empty' | 'active' | 'full' | 'failed';

interface SegmentsProps {
  readonly label: string;
  readonly percent: number;
  readonly valueText: string;
  readonly segments: readonly SegmentState[];
}

/** Progress through a few named stages: one segment each. */
export function Segments({ label, percent, valueText, segments }: SegmentsProps) {
  return (
    <div
      className={styles.segments}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={valueText}
    >
      {segments.map((state, index) => (
        <span key={index} className={styles[state]} />
      ))}
    </div>
  );
}

interface BarProps {
  readonly label: string;
  readonly percent: number;
}

export function Bar({ label, percent }: BarProps) {
  return (
    <div
      className={styles.bar}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(percent)}
    >
      <span className={styles.fill} style={{ transform: `scaleX(${String(percent / 100)})` }} />
    </div>
  );
}
