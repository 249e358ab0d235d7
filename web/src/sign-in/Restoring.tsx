import { Logo } from '../ui/icons';
import { words } from '../words';
import styles from './SignIn.module.css';

export function Restoring() {
  return (
    <main className={styles.page} aria-busy="true">
      <div className={styles.restoring} role="status">
        <Logo size={40} />
        <span className="hidden-but-read">{words.signIn.restoring}</span>
      </div>
    </main>
  );
}
