import { useCallback, useMemo, useState, useTransition } from 'react';
import { graphql } from 'react-relay';
import { Outlet, useLocation, useNavigate } from 'react-router';
import type { FrameQuery } from '../__generated__/FrameQuery.graphql';
import { Activity } from '../live/Activity';
import { homePath } from '../paths';
import { Boundary } from '../ui/Boundary';
import { EmptyNote } from '../ui/EmptyNote';
import { Skeleton } from '../ui/Skeleton';
import { Announcer, Toasts } from '../ui/Toasts';
import { UploadTray } from '../upload/UploadTray';
import { words } from '../words';
import { CrumbsContext, type Crumb } from './crumbs';
import { Dialogs } from './Dialogs';
import { DialogsContext, useDialogsState } from './dialogsState';
import styles from './Frame.module.css';
import {
  OrganizationContext,
  rememberedOrganization,
  rememberOrganization,
} from './organization';
import { Rail } from './Rail';
import { RailSkeleton } from './RailSkeleton';
import { Shortcuts } from './Shortcuts';
import { TopLine } from './TopLine';
import { useFreshQuery } from '../live/useFreshQuery';

const frameQuery = graphql`
  query FrameQuery @throwOnFieldError {
    viewer {
      id
      name
      email
      organizations(first: 50) {
        nodes {
          id
          name
          viewerRole
        }
      }
    }
  }
`;

export function Frame() {
  return (
    <Boundary screen fallback={<FrameSkeleton />}>
      <SignedInFrame />
    </Boundary>
  );
}

function FrameSkeleton() {
  return (
    <div className={styles.frame}>
      <RailSkeleton />
      <main className={styles.main}>
        <div className={styles.skeleton}>
          <Skeleton lines={[30, 80, 70, 75]} />
        </div>
      </main>
    </div>
  );
}

function SignedInFrame() {
  const { viewer } = useFreshQuery<FrameQuery>(frameQuery, {});
  const all = useMemo(
    () =>
      viewer.organizations.nodes.map(({ id, name, viewerRole }) => ({ id, name, role: viewerRole })),
    [viewer],
  );
  const organization = useOrganizationState(all);
  const dialogs = useDialogsState();
  const [crumbs, setCrumbs] = useState<readonly Crumb[]>([]);
  const location = useLocation();
  if (!organization) return <EmptyNote screen>{words.state.notFound}</EmptyNote>;
  return (
    <OrganizationContext value={organization}>
      <DialogsContext value={dialogs}>
        <CrumbsContext value={setCrumbs}>
          <a className={styles.skip} href="#content">
            {words.frame.skip}
          </a>
          <div className={styles.frame}>
            <Boundary fallback={<RailSkeleton />} resetKey={organization.current.id}>
              <Rail />
            </Boundary>
            <div className={styles.column}>
              <TopLine crumbs={crumbs} person={viewer} />
              <main id="content" className={styles.main} tabIndex={-1}>
                <Boundary
                  screen
                  resetKey={location.pathname}
                  fallback={
                    <div className={styles.skeleton}>
                      <Skeleton lines={[30, 80, 70, 75]} />
                    </div>
                  }
                >
                  <Outlet />
                </Boundary>
              </main>
            </div>
          </div>
          <Activity orgId={organization.current.id} onConnected={organization.refresh} />
          <UploadTray />
          <Dialogs />
          <Shortcuts />
          <Toasts />
          <Announcer />
        </CrumbsContext>
      </DialogsContext>
    </OrganizationContext>
  );
}

function useOrganizationState(all: readonly { id: string; name: string; role: string }[]) {
  const [chosenId, setChosenId] = useState(rememberedOrganization);
  const [epoch, setEpoch] = useState(0);
  const [, startTransition] = useTransition();
  const navigate = useNavigate();
  const current = all.find(({ id }) => id === chosenId) ?? all[0];
  const choose = useCallback(
    (id: string) => {
      rememberOrganization(id);
      startTransition(() => {
        setChosenId(id);
        void navigate(homePath);
      });
    },
    [navigate],
  );
  /** A link into another organization's project: the frame follows it. */
  const adopt = useCallback((id: string) => {
    rememberOrganization(id);
    startTransition(() => {
      setChosenId(id);
    });
  }, []);
  const refresh = useCallback(() => {
    startTransition(() => {
      setEpoch((value) => value + 1);
    });
  }, []);
  return useMemo(
    () => (current ? { current, all, choose, adopt, epoch, refresh } : null),
    [current, all, choose, adopt, epoch, refresh],
  );
}
