import { words } from '../words';
import { useOpenCitation, type Citation } from './CitationChip';
import styles from './Sources.module.css';

/** The passages an answer rests on, as a line under it. */
export function Sources({ citations }: { readonly citations: readonly Citation[] }) {
  return (
    <ul className={styles.sources} aria-label={words.ask.sources}>
      {citations.map((citation) => (
        <SourceItem key={citation.number} citation={citation} />
      ))}
    </ul>
  );
}

function SourceItem({ citation }: { readonly citation: Citation }) {
  const openCitation = useOpenCitation(citation);
  const { number, documentName, pageLabel, document } = citation;
  return (
    <li>
      <button
        type="button"
        className={styles.source}
        disabled={!document}
        onClick={openCitation}
      >
        <span className={styles.number}>{number}</span>
        <span className={styles.name}>{documentName}</span>
        <span className={styles.page}>{document ? pageLabel : words.ask.deleted}</span>
      </button>
    </li>
  );
}
