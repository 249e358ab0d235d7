import { createContext, use, useMemo, useState } from 'react';

export type DialogName = 'palette' | 'keys' | 'newProject';

interface DialogsState {
  readonly open: DialogName | null;
  readonly show: (name: DialogName | null) => void;
}

export const DialogsContext = createContext<DialogsState>({ open: null, show: () => undefined });

export function useDialogsState(): DialogsState {
  const [open, show] = useState<DialogName | null>(null);
  return useMemo(() => ({ open, show }), [open]);
}

export function useDialogs(): DialogsState {
  return use(DialogsContext);
}
