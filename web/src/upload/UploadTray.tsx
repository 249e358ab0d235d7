import type { UploadItem } from '@foundry/client/upload';
import { Check, ChevronDown, ChevronUp, RotateCw, X } from 'lucide-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { bytes, timeLeft } from '../format';
import { useProduct } from '../product';
import { IconButton } from '../ui/Button';
import { failureText } from '../ui/failureText';
import { FileIcon } from '../ui/icons';
import { Bar } from '../ui/Segments';
import { words } from '../words';
import { acceptedList } from './accepted';
import styles from './UploadTray.module.css';

/** Bottom right, on every page: an upload goes on while its owner looks at something else. */
export function UploadTray() {
  const { uploads } = useProduct();
  const items = useSyncExternalStore(uploads.subscribe, uploads.items);
  const [folded, setFolded] = useState(false);
  const active = items.some(({ state }) => state.kind === 'active');
  useWarningBeforeLeaving(active);
  useClearing(items);
  if (items.length === 0) return null;
  const done = items.filter(({ state }) => state.kind === 'done').length;
  return (
    <aside className={styles.tray} aria-label={words.upload.tray}>
      <header className={styles.head}>
        <h2 className={styles.heading}>{words.upload.summary(done, items.length)}</h2>
        <IconButton
          label={folded ? words.upload.expand : words.upload.collapse}
          aria-expanded={!folded}
          onClick={() => {
            setFolded(!folded);
          }}
        >
          {folded ? <ChevronUp size={16} aria-hidden /> : <ChevronDown size={16} aria-hidden />}
        </IconButton>
        {!active && (
          <IconButton
            label={words.upload.clear}
            onClick={() => {
              uploads.clear();
            }}
          >
            <X size={16} aria-hidden />
          </IconButton>
        )}
      </header>
      {folded ? (
        active && <Bar label={words.upload.tray} percent={totalPercent(items)} />
      ) : (
        <ul className={styles.list}>
          {items.map((item) => (
            <UploadRow key={item.key} item={item} />
          ))}
        </ul>
      )}
    </aside>
  );
}

function UploadRow({ item }: { readonly item: UploadItem }) {
  const { uploads } = useProduct();
  const { key, name, state } = item;
  return (
    <li className={styles.row}>
      <FileIcon name={name} />
      <div className={styles.body}>
        <p className={styles.name} title={name}>
          {name}
        </p>
        <StateLine item={item} />
      </div>
      <div className={styles.actions}>
        {state.kind === 'done' && <Check size={17} className={styles.check} aria-hidden />}
        {(state.kind === 'failed' || state.kind === 'stopped') && (
          <IconButton
            label={words.upload.retry(name)}
            onClick={() => {
              uploads.retry(key);
            }}
          >
            <RotateCw size={15} aria-hidden />
          </IconButton>
        )}
        {state.kind === 'active' ? (
          <IconButton
            label={words.upload.stop(name)}
            onClick={() => {
              uploads.stop(key);
            }}
          >
            <X size={15} aria-hidden />
          </IconButton>
        ) : (
          state.kind !== 'done' && (
            <IconButton
              label={words.upload.dismiss(name)}
              onClick={() => {
                uploads.dismiss(key);
              }}
            >
              <X size={15} aria-hidden />
            </IconButton>
          )
        )}
      </div>
    </li>
  );
}

function StateLine({ item }: { readonly item: UploadItem }) {
  const { config } = useProduct();
  const { state, sizeBytes, sentBytes, bytesPerSecond } = item;
  switch (state.kind) {
    case 'active':
      return (
        <>
          <Bar label={words.upload.progress(item.name)} percent={percentOf(item)} />
          <p className={styles.note}>
            {state.step === 'sending' && sentBytes > 0
              ? `${bytes(sentBytes)} / ${bytes(sizeBytes)} · ${words.upload.speed(bytesPerSecond)} · ${timeLeft((sizeBytes - sentBytes) / Math.max(1, bytesPerSecond))}`
              : words.upload.steps[state.step]}
          </p>
        </>
      );
    case 'done':
      return (
        <p className={styles.note}>
          {state.alreadyHere ? words.upload.alreadyHere : words.upload.done} · {bytes(sizeBytes)}
        </p>
      );
    case 'stopped':
      return <p className={styles.note}>{words.upload.stopped}</p>;
    case 'refused':
      return (
        <p className={styles.problem} role="alert">
          {words.upload.refusal(state.refusal, acceptedList(config))}
        </p>
      );
    case 'failed':
      return (
        <p className={styles.problem} role="alert">
          {failureText(state.failure)}
        </p>
      );
  }
}

function percentOf({ sentBytes, sizeBytes }: UploadItem): number {
  return sizeBytes === 0 ? 0 : Math.min(100, (sentBytes / sizeBytes) * 100);
}

function totalPercent(items: readonly UploadItem[]): number {
  const counted = items.filter(({ state }) => state.kind === 'active' || state.kind === 'done');
  const size = counted.reduce((sum, item) => sum + item.sizeBytes, 0);
  const sent = counted.reduce((sum, item) => sum + item.sentBytes, 0);
  return size === 0 ? 0 : (sent / size) * 100;
}

const clearMillis = 8000;

/** When all went well there is nothing left to do here. */
function useClearing(items: readonly UploadItem[]): void {
  const { uploads } = useProduct();
  useEffect(() => {
    if (items.length === 0 || items.some(({ state }) => state.kind !== 'done')) return undefined;
    const timer = setTimeout(() => {
      uploads.clear();
    }, clearMillis);
    return () => {
      clearTimeout(timer);
    };
  }, [items, uploads]);
}

function useWarningBeforeLeaving(active: boolean): void {
  useEffect(() => {
    if (!active) return undefined;
    const warn = (event: BeforeUnloadEvent) => {
      event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => {
      window.removeEventListener('beforeunload', warn);
    };
  }, [active]);
}
