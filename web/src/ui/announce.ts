let text = '';
const listeners = new Set<() => void>();
const clearMillis = 4000;
let timer: ReturnType<typeof setTimeout> | undefined;

function set(next: string): void {
  text = next;
  listeners.forEach((listener) => {
    listener();
  });
}

export function announce(message: string): void {
  clearTimeout(timer);
  set(message);
  // Cleared, so that the same words can be heard again.
  timer = setTimeout(() => {
    set('');
  }, clearMillis);
}

export const announcements = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  current: (): string => text,
};
