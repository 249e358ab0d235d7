import type { LiveMetadata } from '@foundry/client/environment';
import { useEffect, useRef } from 'react';
import { graphql, useRelayEnvironment } from 'react-relay';
import { requestSubscription } from 'relay-runtime';
import type { ActivitySubscription } from '../__generated__/ActivitySubscription.graphql';
import { connection } from './connectionState';
import { placeJob } from './placeJob';
import { useVisible } from './useVisible';

const activitySubscription = graphql`
  subscription ActivitySubscription($orgId: ID!) {
    activity(orgId: $orgId) {
      job {
        id
        kind
        status
        ...JobRow_job
        project {
          id
        }
        document {
          id
          ...DocumentRow_document
        }
      }
    }
  }
`;

interface ActivityProps {
  readonly orgId: string;
  /** After every connection but the first: something may have been missed. */
  readonly onConnected: () => void;
}

/** The one subscription of this tab to all that happens in the organization. */
export function Activity({ orgId, onConnected }: ActivityProps) {
  const environment = useRelayEnvironment();
  const visible = useVisible();
  const connections = useRef(0);
  useEffect(() => {
    if (!visible) return undefined;
    const live: LiveMetadata = {
      connected: () => {
        connection.connected();
        connections.current += 1;
        if (connections.current > 1) onConnected();
      },
      disconnected: connection.disconnected,
    };
    const { dispose } = requestSubscription<ActivitySubscription>(environment, {
      subscription: activitySubscription,
      variables: { orgId },
      cacheConfig: { metadata: { live } },
      updater: (store) => {
        const job = store.getRootField('activity').getLinkedRecord('job');
        placeJob(store, orgId, job);
      },
      onError: connection.stopped,
    });
    return dispose;
  }, [environment, orgId, visible, onConnected]);
  return null;
}
