import { Dialog } from 'radix-ui';
import { useEffect, useSyncExternalStore } from 'react';
import { graphql } from 'react-relay';
import { useLocation } from 'react-router';
import type { RailQuery } from '../__generated__/RailQuery.graphql';
import { Scrim } from '../ui/Scrim';
import { words } from '../words';
import { drawer } from './drawerState';
import { useOrganization } from './organization';
import styles from './Rail.module.css';
import { RailContent } from './RailContent';
import { rail } from './railState';
import { useFreshQuery } from '../live/useFreshQuery';

const railQuery = graphql`
  query RailQuery($orgId: ID!) @throwOnFieldError {
    organization(id: $orgId) {
      id
      ...RailContent_organization
    }
  }
`;

/** The left rail; on a phone it slides in over the page. */
export function Rail() {
  const { current } = useOrganization();
  const { organization } = useFreshQuery<RailQuery>(
    railQuery,
    { orgId: current.id },
  );
  const folded = useSyncExternalStore(rail.subscribe, rail.folded);
  const drawerOpen = useSyncExternalStore(drawer.subscribe, drawer.open);
  const { pathname } = useLocation();
  useEffect(() => {
    drawer.set(false);
  }, [pathname]);
  if (!organization) return <aside className={styles.rail} aria-label={words.frame.organization} />;
  return (
    <>
      <aside
        className={folded ? styles.folded : styles.rail}
        aria-label={words.frame.organization}
      >
        <RailContent organization={organization} folded={folded} />
      </aside>
      <Dialog.Root open={drawerOpen} onOpenChange={drawer.set}>
        <Dialog.Portal>
          <Scrim />
          <Dialog.Content className={styles.drawer} aria-describedby={undefined}>
            <Dialog.Title className="hidden-but-read">{words.frame.menu}</Dialog.Title>
            <RailContent organization={organization} folded={false} />
          </Dialog.Content>
        </Dialog.Portal>
      </Dialog.Root>
    </>
  );
}
