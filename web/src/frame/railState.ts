const key = 'foundry.railFolded';
const listeners = new Set<() => void>();
let folded = localStorage.getItem(key) === '1';

export const rail = {
  folded: (): boolean => folded,
  toggle: (): void => {
    folded = !folded;
    localStorage.setItem(key, folded ? '1' : '0');
    listeners.forEach((listener) => {
      listener();
    });
  },
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
