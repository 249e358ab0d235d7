import { memo, useMemo, type ReactNode } from 'react';
import Markdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { words } from '../words';
import styles from './AnswerText.module.css';
import { CitationChip, PendingChip, type Citation } from './CitationChip';
import { remarkCitations } from './remarkCitations';

interface AnswerTextProps {
  readonly text: string;
  readonly citations: readonly Citation[];
  readonly writing: boolean;
}

/** Markdown of an answer: no raw HTML, no images from anywhere, and every link shows where it leads. */
export const AnswerText = memo(function AnswerText({ text, citations, writing }: AnswerTextProps) {
  const byNumber = useMemo(
    () => new Map(citations.map((citation) => [citation.number, citation])),
    [citations],
  );
  const components = useMemo<Components>(
    () => ({
      cite: ({ children, node }) => {
        const number = Number(node?.properties.dataNumber);
        const citation = byNumber.get(number);
        if (citation) return <CitationChip citation={citation} />;
        return writing ? <PendingChip number={number} /> : <>{children}</>;
      },
      img: ({ alt }) => <span className={styles.image}>{words.ask.image(alt ?? '')}</span>,
      a: ({ href, children }) => <OutsideLink href={href}>{children}</OutsideLink>,
      table: ({ children }) => (
        // A wide table scrolls in its own box; the keyboard has to get into it.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className={styles.table} tabIndex={0} role="group">
          <table>{children}</table>
        </div>
      ),
    }),
    [byNumber, writing],
  );
  const plugins = useMemo(
    () => [remarkGfm, [remarkCitations, { known: new Set(byNumber.keys()), writing }] as const],
    [byNumber, writing],
  );
  return (
    <div className={writing ? styles.writing : styles.text} data-answer>
      <Markdown remarkPlugins={plugins as never} components={components} skipHtml>
        {text}
      </Markdown>
    </div>
  );
});

interface OutsideLinkProps {
  readonly href: string | undefined;
  readonly children: ReactNode;
}

/** A document may talk a model into a link: the reader sees the host before following it. */
function OutsideLink({ href, children }: OutsideLinkProps) {
  const host = hostOf(href);
  if (!href || host === null) return <>{children}</>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow" title={href}>
      {children} <span className={styles.host}>({host})</span>
    </a>
  );
}

function hostOf(href: string | undefined): string | null {
  try {
    const url = new URL(href ?? '');
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.host : null;
  } catch {
    return null;
  }
}
