import { FolderPlus } from 'lucide-react';
import type { ReactNode } from 'react';
import { graphql, useFragment } from 'react-relay';
import { Link, useNavigate } from 'react-router';
import type { HomeProjects_organization$key } from '../__generated__/HomeProjects_organization.graphql';
import type { HomeQuery } from '../__generated__/HomeQuery.graphql';
import type { HomeRecent_organization$key } from '../__generated__/HomeRecent_organization.graphql';
import { Suggestions } from '../ask/Suggestions';
import { useCrumb } from '../frame/crumbs';
import { useDialogs } from '../frame/dialogsState';
import { NotFound } from '../frame/NotFound';
import { useOrganization } from '../frame/organization';
import { JobRow } from '../jobs/JobRow';
import { useFailedJobs } from '../jobs/useFailedJobs';
import { useRunningJobs } from '../jobs/useRunningJobs';
import { projectPath } from '../paths';
import { Button } from '../ui/Button';
import { EmptyNote } from '../ui/EmptyNote';
import page from '../ui/Page.module.css';
import { Time } from '../ui/Time';
import { words } from '../words';
import styles from './Home.module.css';
import { useFreshQuery } from '../live/useFreshQuery';

const shownMax = 5;

export function Home() {
  const { current } = useOrganization();
  useCrumb(words.home.heading);
  const { viewer, organization } = useFreshQuery<HomeQuery>(
    graphql`
      query HomeQuery($orgId: ID!) @throwOnFieldError {
        viewer {
          name
        }
        organization(id: $orgId) {
          ...HomeProjects_organization
          ...HomeRecent_organization
          ...useRunningJobs_organization
          ...useFailedJobs_organization
        }
      }
    `,
    { orgId: current.id },
  );
  const running = useRunningJobs(organization ?? null);
  const failed = useFailedJobs(organization ?? null).jobs.filter(
    ({ status, retryable }) => status === 'FAILED' && retryable,
  );
  if (!organization) return <NotFound />;
  return (
    <div className={page.page}>
      <h1 className={page.heading}>{words.home.greeting(firstName(viewer.name))}</h1>
      <Projects organization={organization} />
      {failed.length > 0 && (
        <List heading={words.home.needsYou}>
          {failed.slice(0, shownMax).map((job) => (
            <JobRow key={job.id} job={job} />
          ))}
        </List>
      )}
      {running.length > 0 && (
        <List heading={words.home.running}>
          {running.slice(0, shownMax).map((job) => (
            <JobRow key={job.id} job={job} />
          ))}
        </List>
      )}
      <Recent organization={organization} />
    </div>
  );
}

function List({ heading, children }: { readonly heading: string; readonly children: ReactNode }) {
  return (
    <section aria-label={heading}>
      <h2 className={page.section}>{heading}</h2>
      <ul>{children}</ul>
    </section>
  );
}

function Projects({ organization }: { readonly organization: HomeProjects_organization$key }) {
  const { projects } = useFragment(
    graphql`
      fragment HomeProjects_organization on Organization @throwOnFieldError {
        projects(first: 12) @connection(key: "Home_projects") {
          edges {
            node {
              id
              name
              updatedAt
              viewerCanEdit
              suggestedQuestions
              documents(first: 1) {
                totalCount
              }
            }
          }
        }
      }
    `,
    organization,
  );
  const { show } = useDialogs();
  const navigate = useNavigate();
  const nodes = projects.edges.map(({ node }) => node);
  const seeded = nodes.find(({ suggestedQuestions }) => suggestedQuestions.length > 0);
  if (nodes.length === 0) {
    return (
      <EmptyNote
        icon={<FolderPlus size={20} aria-hidden />}
        action={
          <Button
            tone="primary"
            onClick={() => {
              show('newProject');
            }}
          >
            {words.project.create}
          </Button>
        }
      >
        {words.home.noProjects}
      </EmptyNote>
    );
  }
  return (
    <>
      {seeded?.viewerCanEdit && (
        <section className={styles.hero} aria-labelledby="try">
          <h2 id="try" className={styles.heroHeading}>
            {words.home.tryAsking}{' '}
            <Link to={projectPath(seeded.id)} className={styles.heroProject}>
              {seeded.name}
            </Link>
          </h2>
          <Suggestions
            questions={seeded.suggestedQuestions.slice(0, 3)}
            onPress={(question) =>
              void navigate(projectPath(seeded.id), { state: { ask: question } })
            }
          />
        </section>
      )}
      <section aria-label={words.home.projects}>
        <h2 className={page.section}>{words.home.projects}</h2>
        <ul className={styles.projects}>
          {nodes.map(({ id, name, documents, updatedAt }) => (
            <li key={id}>
              <Link to={projectPath(id)} className={styles.project}>
                <span className={styles.projectName}>{name}</span>
                <span className={styles.projectMeta}>
                  {`${words.home.documents(documents.totalCount)} · `}
                  <Time at={updatedAt} />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function Recent({ organization }: { readonly organization: HomeRecent_organization$key }) {
  const { recent } = useFragment(
    graphql`
      fragment HomeRecent_organization on Organization @throwOnFieldError {
        recent: jobs(first: 20, status: [SUCCEEDED])
          @connection(key: "RecentAnswers_recent", filters: []) {
          edges {
            node {
              id
              kind
              ...JobRow_job
            }
          }
        }
      }
    `,
    organization,
  );
  const answers = recent.edges.map(({ node }) => node).filter(({ kind }) => kind === 'ANSWER');
  return (
    <section aria-label={words.home.recent}>
      <h2 className={page.section}>{words.home.recent}</h2>
      {answers.length === 0 && <p className={page.quiet}>{words.home.nothingRecent}</p>}
      <ul>
        {answers.slice(0, shownMax).map((job) => (
          <JobRow key={job.id} job={job} />
        ))}
      </ul>
    </section>
  );
}

function firstName(name: string): string {
  return name.trim().split(/\s+/)[0] ?? name;
}
