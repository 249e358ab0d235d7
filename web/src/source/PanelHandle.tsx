import { useEffect, useState, type KeyboardEvent, type PointerEvent, type RefObject } from 'react';
import { words } from '../words';
import styles from './SourcePanel.module.css';

const key = 'foundry.panelWidth';
const widthDefault = 480;
const widthMin = 340;
const stepPixels = 32;
/** What is left for the thread. */
const contentMin = 420;

/** Drags the panel wide; arrow keys do the same. */
export function PanelHandle({ panel }: { readonly panel: RefObject<HTMLElement | null> }) {
  const [width, setWidth] = useState(() => Number(localStorage.getItem(key)) || widthDefault);
  const widthMax = Math.max(widthMin, window.innerWidth - contentMin);
  const clamped = Math.round(Math.min(widthMax, Math.max(widthMin, width)));
  useEffect(() => {
    panel.current?.style.setProperty('--panel-width', `${String(clamped)}px`);
    localStorage.setItem(key, String(clamped));
  }, [panel, clamped]);
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const right = panel.current?.getBoundingClientRect().right ?? window.innerWidth;
    setWidth(right - event.clientX);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: stepPixels, ArrowRight: -stepPixels }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    setWidth(clamped + step);
  };
  return (
    // A separator that can be moved is a widget by the ARIA specification; the rule does not know.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={words.source.resize}
      aria-valuenow={clamped}
      aria-valuemin={widthMin}
      aria-valuemax={widthMax}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className={styles.handle}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
    />
  );
}
