import { graphql, useMutation } from 'react-relay';
import type { useJobActionsCancelMutation } from '../__generated__/useJobActionsCancelMutation.graphql';
import type { useJobActionsRetryMutation } from '../__generated__/useJobActionsRetryMutation.graphql';
import { useOrganization } from '../frame/organization';
import { placeJob } from '../live/placeJob';
import { showFailure } from '../ui/showFailure';
import { showToast } from '../ui/toasts';

interface JobActions {
  readonly cancel: () => void;
  readonly retry: () => void;
  readonly busy: boolean;
}

export function useJobActions(jobId: string): JobActions {
  const { current } = useOrganization();
  const [commitCancel, cancelling] = useMutation<useJobActionsCancelMutation>(graphql`
    mutation useJobActionsCancelMutation($input: CancelJobInput!) {
      cancelJob(input: $input) {
        job {
          id
          kind
          ...JobRow_job
          ...Turn_job
          document {
            ...DocumentRow_document
          }
        }
        userErrors {
          message
        }
      }
    }
  `);
  const [commitRetry, retrying] = useMutation<useJobActionsRetryMutation>(graphql`
    mutation useJobActionsRetryMutation($input: RetryJobInput!) {
      retryJob(input: $input) {
        job {
          id
          kind
          ...JobRow_job
          ...Turn_job
          document {
            ...DocumentRow_document
          }
        }
        userErrors {
          message
        }
      }
    }
  `);
  const variables = { input: { jobId } };
  const onError = (error: unknown) => {
    showFailure(error);
  };
  return {
    busy: cancelling || retrying,
    cancel: () => {
      commitCancel({
        variables,
        onError,
        updater: (store) => {
          placeJob(store, current.id, store.getRootField('cancelJob').getLinkedRecord('job'));
        },
        onCompleted: ({ cancelJob }) => {
          showUserErrors(cancelJob.userErrors);
        },
      });
    },
    retry: () => {
      commitRetry({
        variables,
        onError,
        updater: (store) => {
          placeJob(store, current.id, store.getRootField('retryJob').getLinkedRecord('job'));
        },
        onCompleted: ({ retryJob }) => {
          showUserErrors(retryJob.userErrors);
        },
      });
    },
  };
}

function showUserErrors(userErrors: readonly { readonly message: string }[]): void {
  const [first] = userErrors;
  if (first) showToast(first.message, { tone: 'danger' });
}
