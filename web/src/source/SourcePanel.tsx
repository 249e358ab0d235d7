import { ChevronLeft, ChevronRight, ExternalLink, Maximize2, Minimize2, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { fetchQuery, graphql, useRelayEnvironment } from 'react-relay';
import type { SourcePanelQuery } from '../__generated__/SourcePanelQuery.graphql';
import type { Place } from '../paths';
import { Boundary } from '../ui/Boundary';
import { IconButton } from '../ui/Button';
import { showFailure } from '../ui/showFailure';
import { Skeleton } from '../ui/Skeleton';
import { words } from '../words';
import { PageView } from './PageView';
import { PanelHandle } from './PanelHandle';
import styles from './SourcePanel.module.css';
import { usePlace } from './usePlace';
import { useFreshQuery } from '../live/useFreshQuery';

const sourceQuery = graphql`
  query SourcePanelQuery($id: ID!) @throwOnFieldError {
    node(id: $id) {
      ... on Document {
        id
        name
        mediaType
        pageCount
        downloadUrl
      }
    }
  }
`;

/** The right panel; on a phone, a sheet from below. */
export function SourcePanel({ place }: { readonly place: Place }) {
  const { close } = usePlace();
  const panel = useRef<HTMLElement>(null);
  const [tall, setTall] = useState(false);
  useFocusWhileOpen(panel);
  useEscape(close);
  return (
    <aside
      ref={panel}
      className={styles.panel}
      data-tall={tall || undefined}
      tabIndex={-1}
      aria-label={words.source.panel}
    >
      <PanelHandle panel={panel} />
      <div className={styles.corner}>
        <IconButton
          label={tall ? words.source.shorter : words.source.taller}
          className={styles.sheetOnly ?? ''}
          onClick={() => {
            setTall(!tall);
          }}
        >
          {tall ? <Minimize2 size={16} aria-hidden /> : <Maximize2 size={16} aria-hidden />}
        </IconButton>
        <IconButton label={words.state.close} onClick={close}>
          <X size={17} aria-hidden />
        </IconButton>
      </div>
      <Boundary
        resetKey={place.documentId}
        fallback={
          <div className={styles.waiting}>
            <Skeleton lines={[55, 100, 96, 98, 90, 60]} />
          </div>
        }
      >
        <SourceDocument key={place.documentId} place={place} />
      </Boundary>
    </aside>
  );
}

function SourceDocument({ place }: { readonly place: Place }) {
  const { move } = usePlace();
  const { node } = useFreshQuery<SourcePanelQuery>(
    sourceQuery,
    { id: place.documentId },
  );
  if (!node?.id || node.name === undefined || node.mediaType === undefined) {
    return <p className={styles.gone}>{words.source.deleted}</p>;
  }
  const pages = node.pageCount ?? null;
  const turn = (page: number) => () => {
    move({ documentId: place.documentId, page, start: null, end: null });
  };
  return (
    <>
      <header className={styles.head}>
        <h2 className={styles.name} title={node.name}>
          {node.name}
        </h2>
        <div className={styles.paging}>
          <IconButton
            label={words.source.previous}
            disabled={place.page <= 1}
            onClick={turn(place.page - 1)}
          >
            <ChevronLeft size={17} aria-hidden />
          </IconButton>
          <span className={styles.pageNumber} aria-live="polite">
            {pages === null ? place.page : words.source.of(String(place.page), pages)}
          </span>
          <IconButton
            label={words.source.next}
            disabled={pages === null || place.page >= pages}
            onClick={turn(place.page + 1)}
          >
            <ChevronRight size={17} aria-hidden />
          </IconButton>
          {node.downloadUrl && <OriginalButton documentId={node.id} />}
        </div>
      </header>
      <PageView place={place} mediaType={node.mediaType} downloadUrl={node.downloadUrl ?? null} />
    </>
  );
}

/** The link is good for five minutes, so it is asked for when it is wanted. */
function OriginalButton({ documentId }: { readonly documentId: string }) {
  const environment = useRelayEnvironment();
  const open = () => {
    fetchQuery<SourcePanelQuery>(environment, sourceQuery, { id: documentId }).subscribe({
      next: ({ node }) => {
        if (node?.downloadUrl) window.open(node.downloadUrl, '_blank', 'noopener');
      },
      error: showFailure,
    });
  };
  return (
    <IconButton label={words.source.open} onClick={open}>
      <ExternalLink size={16} aria-hidden />
    </IconButton>
  );
}

/** The focus comes into the panel, and goes back to where it was. */
function useFocusWhileOpen(panel: React.RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [panel]);
}

function useEscape(close: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) close();
    };
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
    };
  }, [close]);
}
