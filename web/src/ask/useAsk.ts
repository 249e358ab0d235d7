import { useCallback, useState } from 'react';
import { graphql, useMutation } from 'react-relay';
import { ConnectionHandler } from 'relay-runtime';
import type { useAskMutation } from '../__generated__/useAskMutation.graphql';
import { pendingDeletes } from '../documents/pendingDeletes';
import { useOrganization } from '../frame/organization';
import { placeJob } from '../live/placeJob';
import { showFailure } from '../ui/showFailure';
import { showToast } from '../ui/toasts';
import { words } from '../words';
import { optimisticJob } from './optimisticJob';

interface AskAction {
  readonly ask: (question: string) => Promise<boolean>;
  readonly pending: boolean;
}

export function useAsk(projectId: string): AskAction {
  const { current } = useOrganization();
  const [commit, pending] = useMutation<useAskMutation>(graphql`
    mutation useAskMutation($input: AskInput!, $connections: [ID!]!)
    @raw_response_type {
      ask(input: $input) {
        jobEdge @prependEdge(connections: $connections) {
          node {
            id
            kind
            status
            ...JobRow_job
            ...Turn_job
          }
        }
        job {
          id
        }
        userErrors {
          message
        }
      }
    }
  `);
  const [deleting, setDeleting] = useState(false);
  const send = useCallback(
    (question: string) =>
      new Promise<boolean>((resolve) => {
        commit({
          variables: {
            input: { projectId, question },
            connections: [ConnectionHandler.getConnectionID(projectId, 'Thread_jobs')],
          },
          optimisticResponse: optimisticJob(projectId, question),
          updater: (store) => {
            placeJob(store, current.id, store.getRootField('ask').getLinkedRecord('job'));
          },
          onCompleted: ({ ask: { job, userErrors } }) => {
            const [first] = userErrors;
            if (first) {
              showToast(`${words.ask.failedToAsk} ${first.message}`, { tone: 'danger' });
            }
            resolve(job !== null);
          },
          onError: (error) => {
            showFailure(error);
            resolve(false);
          },
        });
      }),
    [commit, projectId, current.id],
  );
  const ask = useCallback(
    async (question: string) => {
      // What was deleted a moment ago must not be quoted.
      setDeleting(true);
      await pendingDeletes.flush();
      setDeleting(false);
      return send(question);
    },
    [send],
  );
  return { ask, pending: pending || deleting };
}
