import { lazy, Suspense } from 'react';
import { useDialogs } from './dialogsState';

const Palette = lazy(async () => ({ default: (await import('./Palette')).Palette }));
const KeySheet = lazy(async () => ({ default: (await import('./KeySheet')).KeySheet }));
const NewProject = lazy(async () => ({
  default: (await import('../project/NewProject')).NewProject,
}));

export function Dialogs() {
  const { open, show } = useDialogs();
  const onClose = () => {
    show(null);
  };
  return (
    <Suspense fallback={null}>
      {open === 'palette' && <Palette onClose={onClose} />}
      {open === 'keys' && <KeySheet onClose={onClose} />}
      {open === 'newProject' && <NewProject onClose={onClose} />}
    </Suspense>
  );
}
