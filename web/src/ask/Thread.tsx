import { useCallback, useLayoutEffect, useRef } from 'react';
import { graphql, usePaginationFragment } from 'react-relay';
import type { Thread_project$data, Thread_project$key } from '../__generated__/Thread_project.graphql';
import type { ThreadPageQuery } from '../__generated__/ThreadPageQuery.graphql';
import { Button } from '../ui/Button';
import { words } from '../words';
import styles from './Thread.module.css';
import { Turn } from './Turn';

type TurnNode = Thread_project$data['jobs']['edges'][number]['node'];

export interface ThreadState {
  /** Oldest first, as they are read. */
  readonly turns: readonly TurnNode[];
  readonly hasEarlier: boolean;
  readonly loadingEarlier: boolean;
  readonly loadEarlier: () => void;
}

const pageSize = 10;

export function useThread(project: Thread_project$key): ThreadState {
  const { data, hasNext, isLoadingNext, loadNext } = usePaginationFragment<
    ThreadPageQuery,
    Thread_project$key
  >(
    graphql`
      fragment Thread_project on Project @throwOnFieldError
      @refetchable(queryName: "ThreadPageQuery")
      @argumentDefinitions(count: { type: "Int", defaultValue: 10 }, cursor: { type: "String" }) {
        jobs(first: $count, after: $cursor, kind: ANSWER)
          @connection(key: "Thread_jobs", filters: []) {
          edges {
            node {
              id
              status
              ...Turn_job
            }
          }
        }
      }
    `,
    project,
  );
  const loadEarlier = useCallback(() => {
    loadNext(pageSize);
  }, [loadNext]);
  return {
    turns: data.jobs.edges.map(({ node }) => node).toReversed(),
    hasEarlier: hasNext,
    loadingEarlier: isLoadingNext,
    loadEarlier,
  };
}

interface ThreadProps {
  readonly thread: ThreadState;
  readonly onAskAgain: (question: string) => void;
}

export function Thread({ thread, onAskAgain }: ThreadProps) {
  const { turns, hasEarlier, loadingEarlier, loadEarlier } = thread;
  const list = useRef<HTMLOListElement>(null);
  useKeptPosition(list, turns[0]?.id);
  return (
    <>
      {hasEarlier && (
        <div className={styles.earlier}>
          <Button tone="quiet" small disabled={loadingEarlier} onClick={loadEarlier}>
            {words.ask.earlier}
          </Button>
        </div>
      )}
      <ol ref={list} className={styles.thread} aria-label={words.ask.thread}>
        {turns.map((job) => (
          <Turn key={job.id} job={job} onAskAgain={onAskAgain} />
        ))}
      </ol>
    </>
  );
}

/** Older questions come in above: what is being read stays where it is. */
function useKeptPosition(
  list: React.RefObject<HTMLOListElement | null>,
  firstId: string | undefined,
): void {
  const before = useRef({ firstId, height: 0 });
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    const grown = element.offsetHeight - before.current.height;
    const prepended = before.current.firstId !== undefined && before.current.firstId !== firstId;
    if (prepended && before.current.height > 0 && grown > 0) scrollerOf(element)?.scrollBy(0, grown);
    before.current = { firstId, height: element.offsetHeight };
  });
}

function scrollerOf(list: HTMLOListElement): HTMLElement | null {
  return list.parentElement?.parentElement ?? null;
}
