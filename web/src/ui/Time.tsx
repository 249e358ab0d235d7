import { useSyncExternalStore } from 'react';
import { exact, relative } from '../format';

const tickMillis = 20_000;
let nowMillis = Date.now();

function subscribe(listener: () => void): () => void {
  const timer = setInterval(() => {
    nowMillis = Date.now();
    listener();
  }, tickMillis);
  return () => {
    clearInterval(timer);
  };
}

export function useNow(): number {
  return useSyncExternalStore(subscribe, () => nowMillis);
}

/** Relative, with the exact time on hover. */
export function Time({ at }: { readonly at: string }) {
  const now = useNow();
  return (
    <time dateTime={at} title={exact(at)}>
      {relative(at, Math.max(now, Date.parse(at)))}
    </time>
  );
}
