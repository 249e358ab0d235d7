import { Dialog } from 'radix-ui';
import floating from '../ui/Floating.module.css';
import { DismissButton } from '../ui/Toasts';
import { Scrim } from '../ui/Scrim';
import { words } from '../words';
import { commandKey } from './keys';
import styles from './KeySheet.module.css';

const command = commandKey.trim();

const rows: readonly { readonly keys: readonly string[]; readonly what: keyof typeof words.keys.list }[] =
  [
    { keys: [command, 'K'], what: 'palette' },
    { keys: ['?'], what: 'help' },
    { keys: [command, 'B'], what: 'rail' },
    { keys: ['G', 'H'], what: 'home' },
    { keys: ['G', 'J'], what: 'jobs' },
    { keys: ['G', 'A'], what: 'audit' },
    { keys: ['/'], what: 'focus' },
    { keys: ['Enter'], what: 'send' },
    { keys: ['Shift', 'Enter'], what: 'line' },
    { keys: ['Esc'], what: 'close' },
  ];

export function KeySheet({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog.Root open onOpenChange={onClose}>
      <Dialog.Portal>
        <Scrim />
        <Dialog.Content
          className={floating.dialog}
          onOpenAutoFocus={(event) => {
            // On the list, not on the close button, whose tooltip would cover it.
            event.preventDefault();
            (event.currentTarget as HTMLElement).focus();
          }}
        >
          <div className={styles.head}>
            <div>
              <Dialog.Title className={floating.dialogTitle}>{words.keys.heading}</Dialog.Title>
              <Dialog.Description className={floating.dialogLead}>{words.keys.lead}</Dialog.Description>
            </div>
            <DismissButton label={words.state.close} onClick={onClose} />
          </div>
          <dl className={styles.list}>
            {rows.map(({ keys, what }) => (
              <div key={what} className={styles.row}>
                <dt>{words.keys.list[what]}</dt>
                <dd>
                  {keys.map((key) => (
                    <kbd key={key} className={floating.kbd}>
                      {key}
                    </kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
