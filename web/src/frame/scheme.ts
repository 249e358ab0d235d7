export type Scheme = 'light' | 'dark' | 'system';

const key = 'foundry.scheme';
const dark = window.matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

function apply(): void {
  const isDark = schemeStore.scheme() === 'dark' || (schemeStore.scheme() === 'system' && dark.matches);
  document.documentElement.dataset.scheme = isDark ? 'dark' : 'light';
}

export const schemeStore = {
  scheme: (): Scheme => {
    const value = localStorage.getItem(key);
    return value === 'light' || value === 'dark' ? value : 'system';
  },
  choose: (scheme: Scheme): void => {
    if (scheme === 'system') localStorage.removeItem(key);
    else localStorage.setItem(key, scheme);
    apply();
    listeners.forEach((listener) => {
      listener();
    });
  },
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

dark.addEventListener('change', apply);
