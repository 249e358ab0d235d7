import { createContext, use, useEffect } from 'react';
import { words } from '../words';

export interface Crumb {
  readonly label: string;
  readonly to?: string;
}

export const CrumbsContext = createContext<(crumbs: readonly Crumb[]) => void>(() => undefined);

/** Names the page in the top line and in the window's title. */
export function useCrumb(label: string, to?: string): void {
  const set = use(CrumbsContext);
  useEffect(() => {
    set([to === undefined ? { label } : { label, to }]);
    document.title = words.title(label);
    return () => {
      set([]);
    };
  }, [set, label, to]);
}
