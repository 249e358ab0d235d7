import {
  Environment,
  Network,
  Observable,
  RecordSource,
  Store,
  type FetchFunction,
  type GraphQLResponse,
  type RelayFieldLogger,
  type RequestParameters,
  type SubscribeFunction,
} from 'relay-runtime';
import { fromErrors, offline } from './failure';
import type { LiveChannel } from './live';
import type { Session } from './session';

interface Wiring {
  readonly url: string;
  readonly session: Session;
  readonly live: LiveChannel;
}

/** A field may fail where the request did not. */
const httpOk = 200;

/** How many queries that nothing shows any more stay in memory, so that Back is instant. */
const retainedQueriesMax = 30;

export function createEnvironment(wiring: Wiring): Environment {
  return new Environment({
    network: Network.create(fetchWith(wiring), subscribeWith(wiring)),
    relayFieldLogger: throwFieldFailure,
    store: new Store(new RecordSource(), { gcReleaseBufferSize: retainedQueriesMax }),
  });
}

/**
 * What a screen reads and the server could not answer, thrown as the server told it; Relay itself
 * would throw words for developers, without the request's id.
 */
export const throwFieldFailure: RelayFieldLogger = (event) => {
  if (event.kind !== 'relay_field_payload.error' || !event.shouldThrow || event.handled) return;
  throw fromErrors([event.error], httpOk, null);
};

/** Documents are registered with the server; only their hash travels. */
export function documentId(params: RequestParameters): string {
  if (!params.id) {
    throw new Error(`${params.name} has no persisted id (run: npm run relay)`);
  }
  return `sha256:${params.id}`;
}

function fetchWith({ url, session }: Wiring): FetchFunction {
  return async (params, variables, cacheConfig) => {
    const keepalive = cacheConfig.metadata?.keepalive === true;
    const body = JSON.stringify({ documentId: documentId(params), variables });
    const first = await post(url, body, keepalive, await session.accessToken());
    if (!isSignedOut(first)) return unwrap(first);
    if (!(await session.renew())) return unwrap(first);
    return unwrap(await post(url, body, keepalive, await session.accessToken()));
  };
}

interface Reply {
  readonly status: number;
  readonly requestId: string | null;
  readonly payload: {
    readonly data?: unknown;
    readonly errors?: readonly { message: string; extensions?: Record<string, string> }[];
  };
}

async function post(
  url: string,
  body: string,
  keepalive: boolean,
  token: string | undefined,
): Promise<Reply> {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    accept: 'application/graphql-response+json, application/json;q=0.9',
  };
  if (token !== undefined) headers.authorization = `Bearer ${token}`;
  const response = await fetch(url, { method: 'POST', headers, body, keepalive }).catch(
    (error: unknown) => {
      throw offline(error);
    },
  );
  const requestId = response.headers.get('x-request-id');
  const payload = (await response.json().catch(() => ({}))) as Reply['payload'];
  return { status: response.status, requestId, payload };
}

function isSignedOut(reply: Reply): boolean {
  return (
    reply.status === 401 || reply.payload.errors?.[0]?.extensions?.code === 'UNAUTHENTICATED'
  );
}

function unwrap({ status, requestId, payload }: Reply): GraphQLResponse {
  if (payload.data === undefined || payload.data === null) {
    throw fromErrors(payload.errors ?? [], status, requestId);
  }
  return payload as GraphQLResponse;
}

/** Read back by the caller through `cacheConfig.metadata`. */
export interface LiveMetadata {
  /** The newest variables; asked before each connection. */
  readonly variables?: () => Record<string, unknown>;
  readonly connected?: () => void;
  readonly disconnected?: () => void;
}

function subscribeWith({ live }: Wiring): SubscribeFunction {
  return (params, variables, cacheConfig) =>
    Observable.create<GraphQLResponse>((sink) => {
      const metadata = (cacheConfig.metadata?.live ?? {}) as LiveMetadata;
      return live.subscribe<Record<string, unknown>>(
        {
          documentId: documentId(params),
          variables: metadata.variables ?? (() => variables),
        },
        {
          next: (data) => {
            sink.next({ data });
          },
          complete: () => {
            sink.complete();
          },
          failed: (failure) => {
            sink.error(failure);
          },
          ...(metadata.connected && { connected: metadata.connected }),
          ...(metadata.disconnected && { disconnected: metadata.disconnected }),
        },
      );
    });
}
