import { lazy, Suspense, useEffect } from 'react';
import { graphql } from 'react-relay';
import { NavLink, Outlet, useParams } from 'react-router';
import type { ProjectPageQuery } from '../__generated__/ProjectPageQuery.graphql';
import { useCrumb } from '../frame/crumbs';
import { NotFound } from '../frame/NotFound';
import { useOrganization } from '../frame/organization';
import { projectPath } from '../paths';
import { usePlace } from '../source/usePlace';
import { Boundary } from '../ui/Boundary';
import { Skeleton } from '../ui/Skeleton';
import { DropTarget } from '../upload/DropTarget';
import { words } from '../words';
import styles from './ProjectPage.module.css';
import { useFreshQuery } from '../live/useFreshQuery';

const SourcePanel = lazy(async () => ({
  default: (await import('../source/SourcePanel')).SourcePanel,
}));

export function ProjectPage() {
  const { projectId = '' } = useParams();
  const { project } = useFreshQuery<ProjectPageQuery>(
    graphql`
      query ProjectPageQuery($projectId: ID!) @throwOnFieldError {
        project(id: $projectId) {
          id
          name
          viewerCanEdit
          organization {
            id
          }
        }
      }
    `,
    { projectId },
  );
  return project ? <KnownProject key={project.id} project={project} /> : <NotFound />;
}

interface KnownProjectProps {
  readonly project: NonNullable<ProjectPageQuery['response']['project']>;
}

function KnownProject({ project }: KnownProjectProps) {
  const { current, all, adopt } = useOrganization();
  const { place } = usePlace();
  const orgId = project.organization.id;
  useCrumb(project.name, projectPath(project.id));
  useEffect(() => {
    if (orgId !== current.id && all.some(({ id }) => id === orgId)) adopt(orgId);
  }, [orgId, current.id, all, adopt]);
  const tabs = [
    { to: projectPath(project.id), label: words.project.ask },
    { to: projectPath(project.id, 'documents'), label: words.project.documents },
    { to: projectPath(project.id, 'jobs'), label: words.project.jobs },
  ];
  return (
    <DropTarget projectId={project.id} enabled={project.viewerCanEdit}>
      <div className={styles.project}>
        <div className={styles.column}>
          <h1 className="hidden-but-read">{project.name}</h1>
          <nav className={styles.tabs} aria-label={words.project.tabs}>
            {tabs.map(({ to, label }) => (
              <NavLink key={to} to={to} end className={styles.tab ?? ''}>
                {label}
              </NavLink>
            ))}
          </nav>
          <div className={styles.content}>
            <Boundary
              fallback={
                <div className={styles.skeleton}>
                  <Skeleton lines={[40, 85, 80, 60]} />
                </div>
              }
            >
              <Outlet />
            </Boundary>
          </div>
        </div>
        {place && (
          <Suspense fallback={null}>
            <SourcePanel place={place} />
          </Suspense>
        )}
      </div>
    </DropTarget>
  );
}
