import { graphql } from 'react-relay';
import { Link } from 'react-router';
import type { JobIndicatorQuery } from '../__generated__/JobIndicatorQuery.graphql';
import { useOrganization } from '../frame/organization';
import { jobsPath } from '../paths';
import { words } from '../words';
import styles from './JobIndicator.module.css';
import { useRunningJobs } from './useRunningJobs';
import { useFreshQuery } from '../live/useFreshQuery';

/** Tells from every page that something is being made. */
export function JobIndicator() {
  const { current } = useOrganization();
  const { organization } = useFreshQuery<JobIndicatorQuery>(
    graphql`
      query JobIndicatorQuery($orgId: ID!) @throwOnFieldError {
        organization(id: $orgId) {
          ...useRunningJobs_organization
        }
      }
    `,
    { orgId: current.id },
  );
  const running = useRunningJobs(organization ?? null);
  if (running.length === 0) return null;
  return (
    <Link to={jobsPath} className={styles.indicator} aria-label={words.frame.runningLabel(running.length)}>
      <span className={styles.dot} aria-hidden />
      {words.frame.running(running.length)}
    </Link>
  );
}
