import { HoverCard } from 'radix-ui';
import { usePlace } from '../source/usePlace';
import { words } from '../words';
import styles from './CitationChip.module.css';

export interface Citation {
  readonly number: number;
  readonly document: { readonly id: string } | null;
  readonly documentName: string;
  readonly page: number;
  readonly pageLabel: string;
  readonly start: number;
  readonly end: number;
  readonly quote: string;
}

const openMillis = 250;

/** `[2]` in the text: shows the passage, leads to the page. */
export function CitationChip({ citation }: { readonly citation: Citation }) {
  const openCitation = useOpenCitation(citation);
  return (
    <HoverCard.Root openDelay={openMillis} closeDelay={120}>
      <HoverCard.Trigger asChild>
        <button
          type="button"
          className={styles.chip}
          aria-label={words.ask.source(citation.number, citation.documentName, citation.pageLabel)}
          onClick={openCitation}
        >
          {citation.number}
        </button>
      </HoverCard.Trigger>
      <HoverCard.Portal>
        <HoverCard.Content className={styles.card} side="top" sideOffset={6} collisionPadding={12}>
          <p className={styles.title}>
            {citation.documentName} <span>{citation.pageLabel}</span>
            {!citation.document && <span> · {words.ask.deleted}</span>}
          </p>
          <p className={styles.quote}>{citation.quote}</p>
        </HoverCard.Content>
      </HoverCard.Portal>
    </HoverCard.Root>
  );
}

/** A citation whose passage has not been named yet. */
export function PendingChip({ number }: { readonly number: number }) {
  return <span className={styles.pending}>{number}</span>;
}

export function useOpenCitation({ document, page, start, end }: Citation): () => void {
  const { open } = usePlace();
  return () => {
    if (document) open({ documentId: document.id, page, start, end });
  };
}
