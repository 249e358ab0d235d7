import { Activity } from 'lucide-react';
import { graphql, usePaginationFragment } from 'react-relay';
import type { JobsDoneJobs_organization$key } from '../__generated__/JobsDoneJobs_organization.graphql';
import type { JobsDonePageQuery } from '../__generated__/JobsDonePageQuery.graphql';
import type { JobsQuery } from '../__generated__/JobsQuery.graphql';
import { useCrumb } from '../frame/crumbs';
import { NotFound } from '../frame/NotFound';
import { useOrganization } from '../frame/organization';
import { jobsPath } from '../paths';
import { EmptyNote } from '../ui/EmptyNote';
import { MoreButton } from '../ui/MoreButton';
import page from '../ui/Page.module.css';
import { words } from '../words';
import { JobRow } from './JobRow';
import { useFailedJobs } from './useFailedJobs';
import { useRunningJobs } from './useRunningJobs';
import { useFreshQuery } from '../live/useFreshQuery';

/** Everything in the organization that takes time: running first, then what failed, then the rest. */
export function Jobs() {
  const { current } = useOrganization();
  useCrumb(words.jobs.heading, jobsPath);
  const { organization } = useFreshQuery<JobsQuery>(
    graphql`
      query JobsQuery($orgId: ID!) @throwOnFieldError {
        organization(id: $orgId) {
          ...useRunningJobs_organization
          ...useFailedJobs_organization
          ...JobsDoneJobs_organization
        }
      }
    `,
    { orgId: current.id },
  );
  const running = useRunningJobs(organization ?? null);
  const failed = useFailedJobs(organization ?? null);
  const done = useDoneJobs(organization ?? null);
  if (!organization) return <NotFound />;
  const nothing = running.length + failed.jobs.length + done.jobs.length === 0;
  return (
    <div className={page.page}>
      <h1 className={page.heading}>{words.jobs.heading}</h1>
      {nothing && (
        <EmptyNote icon={<Activity size={20} aria-hidden />}>{words.jobs.empty}</EmptyNote>
      )}
      {!nothing && (
        <section aria-labelledby="jobs-running">
          <h2 id="jobs-running" className={page.section}>
            {words.jobs.running}
          </h2>
          {running.length === 0 && <p className={page.quiet}>{words.jobs.nothingRunning}</p>}
          <ul>
            {running.map((job) => (
              <JobRow key={job.id} job={job} />
            ))}
          </ul>
        </section>
      )}
      {failed.jobs.length > 0 && (
        <section aria-labelledby="jobs-failed">
          <h2 id="jobs-failed" className={page.section}>
            {words.jobs.failed}
          </h2>
          <ul>
            {failed.jobs.map((job) => (
              <JobRow key={job.id} job={job} />
            ))}
          </ul>
          <MoreButton paging={failed.paging} />
        </section>
      )}
      {done.jobs.length > 0 && (
        <section aria-labelledby="jobs-done">
          <h2 id="jobs-done" className={page.section}>
            {words.jobs.done}
          </h2>
          <ul>
            {done.jobs.map((job) => (
              <JobRow key={job.id} job={job} />
            ))}
          </ul>
          <MoreButton paging={done.paging} />
        </section>
      )}
    </div>
  );
}

function useDoneJobs(organization: JobsDoneJobs_organization$key | null) {
  const { data, ...paging } = usePaginationFragment<
    JobsDonePageQuery,
    JobsDoneJobs_organization$key
  >(
    graphql`
      fragment JobsDoneJobs_organization on Organization @throwOnFieldError
      @refetchable(queryName: "JobsDonePageQuery")
      @argumentDefinitions(count: { type: "Int", defaultValue: 20 }, cursor: { type: "String" }) {
        done: jobs(first: $count, after: $cursor, status: [SUCCEEDED])
          @connection(key: "DoneJobs_done", filters: []) {
          edges {
            node {
              id
              ...JobRow_job
            }
          }
        }
      }
    `,
    organization,
  );
  return { jobs: data?.done.edges.map(({ node }) => node) ?? [], paging };
}
