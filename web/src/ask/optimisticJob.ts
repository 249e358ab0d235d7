import type { useAskMutation$rawResponse } from '../__generated__/useAskMutation.graphql';

let counter = 0;

export const optimisticPrefix = 'optimistic:';

/** The question as it will stand in the thread, before the server has heard of it. */
export function optimisticJob(projectId: string, question: string): useAskMutation$rawResponse {
  counter += 1;
  const id = `${optimisticPrefix}${String(counter)}`;
  return {
    ask: {
      jobEdge: {
        node: {
          id,
          kind: 'ANSWER',
          status: 'QUEUED',
          stage: null,
          percent: 0,
          secondsLeft: null,
          attempt: 1,
          createdAt: new Date().toISOString(),
          startedAt: null,
          finishedAt: null,
          question,
          cancellable: false,
          retryable: false,
          failure: null,
          document: null,
          project: { id: projectId, name: '' },
          owner: null,
          answer: null,
        },
      },
      job: null,
      userErrors: [],
    },
  };
}
