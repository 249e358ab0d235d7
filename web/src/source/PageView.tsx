import { lazy, Suspense, useState } from 'react';
import { graphql } from 'react-relay';
import type { PageViewQuery } from '../__generated__/PageViewQuery.graphql';
import type { Place } from '../paths';
import { Skeleton } from '../ui/Skeleton';
import { words } from '../words';
import { locateQuoteHint, type Passage } from './passage';
import styles from './SourcePanel.module.css';
import { TextView } from './TextView';
import { useFreshQuery } from '../live/useFreshQuery';

const PdfView = lazy(async () => ({ default: (await import('./PdfView')).PdfView }));

interface PageViewProps {
  readonly place: Place;
  readonly mediaType: string;
  readonly downloadUrl: string | null;
}

type View = 'page' | 'text';

export function PageView(props: PageViewProps) {
  const drawable = props.mediaType === 'application/pdf' && props.downloadUrl !== null;
  const [view, setView] = useState<View>('page');
  return (
    <>
      {drawable && (
        <div className={styles.views} role="group" aria-label={words.source.view}>
          {(['page', 'text'] as const).map((name) => (
            <button
              key={name}
              type="button"
              className={styles.view}
              aria-pressed={view === name}
              onClick={() => {
                setView(name);
              }}
            >
              {name === 'page' ? words.source.pageView : words.source.textView}
            </button>
          ))}
        </div>
      )}
      <Suspense
        fallback={
          <div className={styles.waiting}>
            <Skeleton lines={[100, 96, 98, 90, 60]} />
          </div>
        }
      >
        <PageText {...props} view={drawable ? view : 'text'} />
      </Suspense>
    </>
  );
}

function PageText({ place, downloadUrl, view }: PageViewProps & { readonly view: View }) {
  const { node } = useFreshQuery<PageViewQuery>(
    graphql`
      query PageViewQuery($id: ID!, $page: Int!) @throwOnFieldError {
        node(id: $id) {
          ... on Document {
            page(number: $page) {
              number
              label
              text
            }
          }
        }
      }
    `,
    { id: place.documentId, page: place.page },
  );
  const page = node?.page ?? null;
  const label = page?.label ?? String(place.page);
  const passage: Passage | null =
    page && place.start !== null && place.end !== null
      ? { text: page.text, start: place.start, end: place.end }
      : null;
  if (view === 'page' && downloadUrl) {
    return (
      <PdfView
        key={place.documentId}
        documentId={place.documentId}
        url={downloadUrl}
        pageNumber={place.page}
        label={label}
        quote={passage && locateQuoteHint(passage)}
      />
    );
  }
  if (!page) return <p className={styles.gone}>{words.source.notExtracted}</p>;
  return <TextView label={label} text={page.text} start={place.start} end={place.end} />;
}
