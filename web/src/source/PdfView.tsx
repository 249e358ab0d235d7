import { useEffect, useRef, useState } from 'react';
import { words } from '../words';
import type { Quote } from './passage';
import { drawPage, type Drawing } from './pdf';
import styles from './PdfView.module.css';

interface PdfViewProps {
  readonly documentId: string;
  readonly url: string;
  readonly pageNumber: number;
  readonly label: string;
  readonly quote: Quote | null;
}

type State = 'drawing' | 'drawn' | 'notLocated' | 'failed';

export function PdfView({ documentId, url, pageNumber, label, quote }: PdfViewProps) {
  const frame = useRef<HTMLDivElement>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const [state, setState] = useState<State>('drawing');
  // The link changes with every answer of the server; the file does not.
  const firstUrl = useRef(url);
  const quoteText = quote?.text;
  const position = quote?.position ?? 0;
  useEffect(() => {
    const target = sheet.current;
    if (!target || width === 0) return undefined;
    const wanted = quoteText === undefined ? null : { text: quoteText, position };
    let drawing: Drawing | undefined = drawPage({
      documentId,
      url: firstUrl.current,
      pageNumber,
      width,
      quote: wanted,
      target,
      lit: styles.lit ?? '',
    });
    drawing.done.then(
      (located) => {
        if (drawing) setState(wanted && !located ? 'notLocated' : 'drawn');
      },
      () => {
        if (drawing) setState('failed');
      },
    );
    return () => {
      drawing?.cancel();
      drawing = undefined;
    };
  }, [documentId, pageNumber, width, quoteText, position]);
  return (
    // The page scrolls in its own box; the keyboard has to get into it.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div ref={frame} className={styles.frame} tabIndex={0} role="group" aria-label={label}>
      {state === 'failed' && <p className={styles.note}>{words.source.pdfFailed}</p>}
      {state === 'notLocated' && <p className={styles.note}>{words.source.notLocated}</p>}
      <div
        ref={sheet}
        className={styles.sheet}
        role="document"
        aria-label={words.source.pageImage(label)}
        aria-busy={state === 'drawing'}
        hidden={state === 'failed'}
      />
    </div>
  );
}

const resizeMillis = 120;
const framePadding = 32;

function useWidth(frame: React.RefObject<HTMLDivElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const measure = () => {
      setWidth(Math.max(0, Math.floor(element.clientWidth - framePadding)));
    };
    measure();
    const observer = new ResizeObserver(() => {
      clearTimeout(timer);
      timer = setTimeout(measure, resizeMillis);
    });
    observer.observe(element);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  }, [frame]);
  return width;
}
