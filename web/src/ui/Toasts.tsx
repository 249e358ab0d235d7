import { X } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { words } from '../words';
import { IconButton } from './Button';
import { announcements } from './announce';
import styles from './Toasts.module.css';
import { toastStore } from './toasts';

export function Toasts() {
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.toasts);
  return (
    <div className={styles.toasts} role="status">
      {toasts.map(({ key, text, tone, action }) => (
        <div key={key} className={tone === 'danger' ? styles.danger : styles.toast}>
          <span className={styles.text}>{text}</span>
          {action && (
            <button type="button" className={styles.action} onClick={action.run}>
              {action.label}
            </button>
          )}
        </div>
      ))}
    </div>
  );
}

/** What a screen reader hears, once each. */
export function Announcer() {
  const text = useSyncExternalStore(announcements.subscribe, announcements.current);
  return (
    <div className="hidden-but-read" role="status" aria-live="polite" data-testid="announcer">
      {text}
    </div>
  );
}

export function DismissButton({ label, onClick }: { label?: string; onClick: () => void }) {
  return (
    <IconButton label={label ?? words.state.dismiss} onClick={onClick}>
      <X size={16} aria-hidden />
    </IconButton>
  );
}
