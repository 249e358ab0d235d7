export type ConnectionState = 'live' | 'reconnecting' | 'offline' | 'stopped';

/** A short break mends itself before anyone needs to hear of it. */
const silentMillis = 2500;

const listeners = new Set<() => void>();
let current: ConnectionState = 'live';
let timer: ReturnType<typeof setTimeout> | undefined;

function set(next: ConnectionState): void {
  clearTimeout(timer);
  if (next === current) return;
  current = next;
  listeners.forEach((listener) => {
    listener();
  });
}

export const connection = {
  state: (): ConnectionState => current,
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  connected: (): void => {
    set('live');
  },
  disconnected: (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      set(navigator.onLine ? 'reconnecting' : 'offline');
    }, silentMillis);
  },
  /** Refused for good: nobody tries any more, so nothing may promise it. */
  stopped: (): void => {
    set('stopped');
  },
};

window.addEventListener('offline', () => {
  if (current !== 'stopped') set('offline');
});
