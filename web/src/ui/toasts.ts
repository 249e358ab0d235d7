export interface Toast {
  readonly key: number;
  readonly text: string;
  readonly tone: 'neutral' | 'danger';
  readonly action: { readonly label: string; readonly run: () => void } | undefined;
}

const shownMillis = 6000;

let toasts: readonly Toast[] = [];
let counter = 0;
const listeners = new Set<() => void>();

function publish(next: readonly Toast[]): void {
  toasts = next;
  listeners.forEach((listener) => {
    listener();
  });
}

export const toastStore = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  toasts: (): readonly Toast[] => toasts,
};

interface ToastOptions {
  readonly tone?: Toast['tone'];
  readonly action?: Toast['action'];
  readonly millis?: number;
}

/** Answers a function that takes it away early. */
export function showToast(text: string, options: ToastOptions = {}): () => void {
  counter += 1;
  const key = counter;
  const hide = () => {
    publish(toasts.filter((toast) => toast.key !== key));
  };
  publish([...toasts, { key, text, tone: options.tone ?? 'neutral', action: options.action }]);
  setTimeout(hide, options.millis ?? shownMillis);
  return hide;
}
