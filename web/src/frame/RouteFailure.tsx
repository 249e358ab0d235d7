import { useRouteError } from 'react-router';
import { ErrorNote } from '../ui/ErrorNote';
import styles from './Frame.module.css';

/** A chunk that did not arrive, or a bug: a reload is the honest retry. */
export function RouteFailure() {
  const error = useRouteError();
  return (
    <main className={styles.skeleton}>
      <ErrorNote
        screen
        error={error}
        onRetry={() => {
          window.location.reload();
        }}
      />
    </main>
  );
}
