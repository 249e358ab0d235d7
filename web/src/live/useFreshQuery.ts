import { createContext, use } from 'react';
import { useLazyLoadQuery } from 'react-relay';
import type { GraphQLTaggedNode, OperationType } from 'relay-runtime';
import { OrganizationContext } from '../frame/organization';

/** Grows with every retry of the boundary around: Relay would give back the old error otherwise. */
export const AttemptContext = createContext('');

/**
 * What the store has at once, and what the server says as soon as it does: on the way in, after a
 * retry, and after every break of the live connection.
 */
export function useFreshQuery<Query extends OperationType>(
  query: GraphQLTaggedNode,
  variables: Query['variables'],
): Query['response'] {
  const attempt = use(AttemptContext);
  const epoch = use(OrganizationContext)?.epoch ?? 0;
  return useLazyLoadQuery<Query>(query, variables, {
    fetchPolicy: 'store-and-network',
    fetchKey: `${String(epoch)}${attempt}`,
  });
}
