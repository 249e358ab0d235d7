import { graphql, usePaginationFragment } from 'react-relay';
import type { useFailedJobs_organization$key } from '../__generated__/useFailedJobs_organization.graphql';
import type { useFailedJobsPageQuery } from '../__generated__/useFailedJobsPageQuery.graphql';

/** What did not succeed, newest first. */
export function useFailedJobs(organization: useFailedJobs_organization$key | null) {
  const { data, ...paging } = usePaginationFragment<
    useFailedJobsPageQuery,
    useFailedJobs_organization$key
  >(
    graphql`
      fragment useFailedJobs_organization on Organization @throwOnFieldError
      @refetchable(queryName: "useFailedJobsPageQuery")
      @argumentDefinitions(count: { type: "Int", defaultValue: 10 }, cursor: { type: "String" }) {
        failed: jobs(first: $count, after: $cursor, status: [FAILED, CANCELLED])
          @connection(key: "FailedJobs_failed", filters: []) {
          edges {
            node {
              id
              status
              retryable
              ...JobRow_job
            }
          }
        }
      }
    `,
    organization,
  );
  return { jobs: data?.failed.edges.map(({ node }) => node) ?? [], paging };
}
