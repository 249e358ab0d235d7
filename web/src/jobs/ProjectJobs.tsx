import { Activity } from 'lucide-react';
import { graphql, usePaginationFragment } from 'react-relay';
import { useParams } from 'react-router';
import type { ProjectJobs_project$key } from '../__generated__/ProjectJobs_project.graphql';
import type { ProjectJobsPageQuery } from '../__generated__/ProjectJobsPageQuery.graphql';
import type { ProjectJobsQuery } from '../__generated__/ProjectJobsQuery.graphql';
import { EmptyNote } from '../ui/EmptyNote';
import { MoreButton } from '../ui/MoreButton';
import page from '../ui/Page.module.css';
import { words } from '../words';
import { JobRow } from './JobRow';
import { useFreshQuery } from '../live/useFreshQuery';

export function ProjectJobs() {
  const { projectId = '' } = useParams();
  const { project } = useFreshQuery<ProjectJobsQuery>(
    graphql`
      query ProjectJobsQuery($projectId: ID!) @throwOnFieldError {
        project(id: $projectId) {
          ...ProjectJobs_project
        }
      }
    `,
    { projectId },
  );
  return project ? <ProjectJobList project={project} /> : null;
}

function ProjectJobList({ project }: { readonly project: ProjectJobs_project$key }) {
  const { data, ...paging } = usePaginationFragment<ProjectJobsPageQuery, ProjectJobs_project$key>(
    graphql`
      fragment ProjectJobs_project on Project @throwOnFieldError
      @refetchable(queryName: "ProjectJobsPageQuery")
      @argumentDefinitions(count: { type: "Int", defaultValue: 30 }, cursor: { type: "String" }) {
        jobs(first: $count, after: $cursor) @connection(key: "ProjectJobs_jobs", filters: []) {
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
    project,
  );
  const jobs = data.jobs.edges.map(({ node }) => node);
  const active = jobs.filter(({ status }) => status === 'RUNNING' || status === 'QUEUED');
  const rest = jobs.filter((job) => !active.includes(job));
  return (
    <div className={page.page}>
      <h2 className="hidden-but-read">{words.jobs.heading}</h2>
      {jobs.length === 0 && (
        <EmptyNote icon={<Activity size={20} aria-hidden />}>{words.jobs.empty}</EmptyNote>
      )}
      <ul>
        {[...active, ...rest].map((job) => (
          <JobRow key={job.id} job={job} showProject={false} />
        ))}
      </ul>
      <MoreButton paging={paging} />
    </div>
  );
}
