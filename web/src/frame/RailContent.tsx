import { Activity, FolderClosed, History, Home, PanelLeft, Plus, Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { graphql, usePaginationFragment } from 'react-relay';
import { NavLink } from 'react-router';
import type { RailContent_organization$key } from '../__generated__/RailContent_organization.graphql';
import type { RailContentPageQuery } from '../__generated__/RailContentPageQuery.graphql';
import { auditPath, homePath, jobsPath, projectPath } from '../paths';
import { IconButton } from '../ui/Button';
import { Hint } from '../ui/Hint';
import floating from '../ui/Floating.module.css';
import { words } from '../words';
import { useDialogs } from './dialogsState';
import { commandKey } from './keys';
import { useOrganization } from './organization';
import { OrganizationSwitcher } from './OrganizationSwitcher';
import styles from './Rail.module.css';
import { rail } from './railState';

interface RailContentProps {
  readonly organization: RailContent_organization$key;
  readonly folded: boolean;
}

const iconSize = 17;

export function RailContent({ organization, folded }: RailContentProps) {
  const { data, hasNext, loadNext, isLoadingNext } = usePaginationFragment<
    RailContentPageQuery,
    RailContent_organization$key
  >(
    graphql`
      fragment RailContent_organization on Organization @throwOnFieldError
      @refetchable(queryName: "RailContentPageQuery")
      @argumentDefinitions(
        count: { type: "Int", defaultValue: 20 }
        cursor: { type: "String" }
      ) {
        viewerRole
        projects(first: $count, after: $cursor) @connection(key: "Rail_projects") {
          edges {
            node {
              id
              name
            }
          }
        }
      }
    `,
    organization,
  );
  const { show } = useDialogs();
  const { current } = useOrganization();
  const projects = data.projects.edges.map(({ node }) => node);
  return (
    <>
      <div className={styles.head}>
        <OrganizationSwitcher folded={folded} />
        {!folded && (
          <IconButton label={words.frame.fold} className={styles.foldButton ?? ''} onClick={rail.toggle}>
            <PanelLeft size={iconSize} aria-hidden />
          </IconButton>
        )}
      </div>
      <button
        type="button"
        className={styles.search}
        aria-label={words.frame.search}
        onClick={() => {
          show('palette');
        }}
      >
        <Search size={15} aria-hidden />
        <span className={styles.label}>{words.frame.search}</span>
        <kbd className={`${floating.kbd ?? ''} ${styles.label ?? ''}`}>{commandKey}K</kbd>
      </button>
      <nav className={styles.nav} aria-label={words.frame.rail}>
        <ul>
          <RailLink to={homePath} label={words.frame.home} folded={folded} icon={<Home size={iconSize} aria-hidden />} />
          <RailLink to={jobsPath} label={words.frame.jobs} folded={folded} icon={<Activity size={iconSize} aria-hidden />} />
          <RailLink to={auditPath} label={words.frame.audit} folded={folded} icon={<History size={iconSize} aria-hidden />} />
        </ul>
        <div className={styles.section}>
          <h2 className={styles.sectionHeading}>{words.frame.projects}</h2>
          {current.role !== 'VIEWER' && (
            <IconButton
              label={words.frame.newProject}
              className={styles.add ?? ''}
              onClick={() => {
                show('newProject');
              }}
            >
              <Plus size={15} aria-hidden />
            </IconButton>
          )}
        </div>
        <ul className={styles.projects}>
          {projects.map(({ id, name }) => (
            <RailLink
              key={id}
              to={projectPath(id)}
              label={name}
              folded={folded}
              icon={folded ? <Initial name={name} /> : <FolderClosed size={iconSize} aria-hidden />}
            />
          ))}
          {hasNext && (
            <li>
              <button
                type="button"
                className={styles.link}
                disabled={isLoadingNext}
                onClick={() => loadNext(50)}
              >
                <span className={styles.label}>{words.frame.moreProjects}</span>
              </button>
            </li>
          )}
        </ul>
      </nav>
      {folded && (
        <IconButton label={words.frame.unfold} onClick={rail.toggle}>
          <PanelLeft size={iconSize} aria-hidden />
        </IconButton>
      )}
    </>
  );
}

function Initial({ name }: { readonly name: string }) {
  return (
    <span className={styles.initial} aria-hidden>
      {name.trim().slice(0, 2)}
    </span>
  );
}

interface RailLinkProps {
  readonly to: string;
  readonly label: string;
  readonly icon: ReactNode;
  readonly folded: boolean;
}

function RailLink({ to, label, icon, folded }: RailLinkProps) {
  const link = (
    <NavLink to={to} end={to === homePath} className={styles.link ?? ''} aria-label={label}>
      {icon}
      <span className={styles.label}>{label}</span>
    </NavLink>
  );
  return (
    <li>
      {folded ? (
        <Hint text={label} side="right">
          {link}
        </Hint>
      ) : (
        link
      )}
    </li>
  );
}
