import { Skeleton } from '../ui/Skeleton';
import styles from './Rail.module.css';

export function RailSkeleton() {
  return (
    <div className={styles.rail}>
      <Skeleton lines={[70, 90, 45, 40, 50, 80, 65]} />
    </div>
  );
}
