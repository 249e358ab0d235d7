const listeners = new Set<() => void>();
let isOpen = false;

/** The rail on a phone. */
export const drawer = {
  open: (): boolean => isOpen,
  set: (open: boolean): void => {
    isOpen = open;
    listeners.forEach((listener) => {
      listener();
    });
  },
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
