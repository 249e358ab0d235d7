import { graphql, useFragment } from 'react-relay';
import type {
  useRunningJobs_organization$data,
  useRunningJobs_organization$key,
} from '../__generated__/useRunningJobs_organization.graphql';

export type RunningJob = useRunningJobs_organization$data['running']['edges'][number]['node'];

export function useRunningJobs(
  organization: useRunningJobs_organization$key | null,
): readonly RunningJob[] {
  const data = useFragment(
    graphql`
      fragment useRunningJobs_organization on Organization @throwOnFieldError {
        running: jobs(first: 50, status: [QUEUED, RUNNING])
          @connection(key: "RunningJobs_running", filters: []) {
          edges {
            node {
              id
              status
              ...JobRow_job
            }
          }
        }
      }
    `,
    organization,
  );
  const nodes = data?.running.edges.map(({ node }) => node) ?? [];
  return nodes.filter(({ status }) => status === 'QUEUED' || status === 'RUNNING');
}
