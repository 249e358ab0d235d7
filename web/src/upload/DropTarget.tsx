import { FileUp } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useProduct } from '../product';
import { words } from '../words';
import { acceptedList, uploadMax } from './accepted';
import styles from './DropTarget.module.css';

interface DropTargetProps {
  readonly projectId: string;
  readonly enabled: boolean;
  readonly children: ReactNode;
}

/** Files may be dropped anywhere on the pages of a project. */
export function DropTarget({ projectId, enabled, children }: DropTargetProps) {
  const { uploads, config } = useProduct();
  const [over, setOver] = useState(false);
  // Every element under the pointer enters and leaves: only the outermost pair counts.
  const depth = useRef(0);
  useEffect(() => {
    if (!enabled) return undefined;
    const leave = () => {
      depth.current = 0;
      setOver(false);
    };
    const on: Partial<Record<keyof WindowEventMap, (event: DragEvent) => void>> = {
      dragenter: (event) => {
        if (!carriesFiles(event)) return;
        depth.current += 1;
        setOver(true);
      },
      dragleave: (event) => {
        if (!carriesFiles(event)) return;
        depth.current -= 1;
        if (depth.current <= 0) leave();
      },
      dragover: (event) => {
        if (carriesFiles(event)) event.preventDefault();
      },
      drop: (event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        leave();
        uploads.add(projectId, Array.from(event.dataTransfer?.files ?? []));
      },
    };
    const entries = Object.entries(on) as [string, EventListener][];
    entries.forEach(([name, listener]) => {
      window.addEventListener(name, listener);
    });
    return () => {
      entries.forEach(([name, listener]) => {
        window.removeEventListener(name, listener);
      });
    };
  }, [enabled, projectId, uploads]);
  return (
    <>
      {children}
      {over && (
        <div className={styles.target}>
          <div className={styles.card}>
            <FileUp size={26} strokeWidth={1.6} aria-hidden />
            <strong>{words.documents.drop}</strong>
            <span>{words.documents.dropHint(acceptedList(config), uploadMax(config))}</span>
          </div>
        </div>
      )}
    </>
  );
}

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}
