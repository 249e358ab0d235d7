import { createClient, type Client } from 'graphql-sse';
import { isAborted } from './abort';
import { fromErrors, type GraphQLErrorLike, type RequestFailure } from './failure';
import type { Session } from './session';

export interface LiveRequest {
  readonly documentId: string;
  /** Read again before each connection, so that a resumed one can say what it has. */
  readonly variables: () => Record<string, unknown>;
}

export interface LiveSink<Data> {
  readonly next: (data: Data) => void;
  /** After every connection, the first included: the moment to fetch what was missed. */
  readonly connected?: () => void;
  readonly disconnected?: () => void;
  /** The server said that there is no more. */
  readonly complete: () => void;
  /** No use in trying again. */
  readonly failed: (failure: RequestFailure) => void;
}

export interface LiveChannel {
  readonly subscribe: <Data>(request: LiveRequest, sink: LiveSink<Data>) => () => void;
}

const backoffMillisMin = 500;
const backoffMillisMax = 20_000;

export function backoffMillis(attempt: number, random: number): number {
  const ceiling = Math.min(backoffMillisMax, backoffMillisMin * 2 ** attempt);
  return ceiling / 2 + (ceiling / 2) * random;
}

interface Attempt<Data> {
  readonly client: Client;
  readonly request: LiveRequest;
  readonly sink: LiveSink<Data>;
  readonly signal: AbortSignal;
}

/**
 * Subscriptions over SSE, one connection each. The library's own retries are off: it would send the
 * first variables again, and a stream that resumes has to send its newest offset.
 */
export function createLiveChannel(url: string, session: Session): LiveChannel {
  const client = createClient({
    url,
    retryAttempts: 0,
    fetchFn: fetchStream,
    headers: async (): Promise<Record<string, string>> => {
      const token = await session.accessToken();
      return token === undefined ? {} : { authorization: `Bearer ${token}` };
    },
  });
  return {
    subscribe: (request, sink) => {
      const stop = new AbortController();
      void keepConnected({ client, request, sink, signal: stop.signal }, session);
      return () => {
        stop.abort();
      };
    },
  };
}

/**
 * The library waits for ever if a stream just ends while its last event is being read; so an end is
 * made a break here, and only the event that says `complete` is an end.
 */
async function fetchStream(url: string, init: RequestInit) {
  const response = await fetch(url, init);
  if (!response.ok || !response.body) return response;
  return { ok: true, body: chunks(response.body) };
}

async function* chunks(body: ReadableStream<Uint8Array>) {
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) throw new Error('The stream ended.');
    yield value;
  }
}

async function keepConnected<Data>(attempt: Attempt<Data>, session: Session): Promise<void> {
  const { sink, signal } = attempt;
  for (let failures = 0; !isAborted(signal); failures += 1) {
    const outcome = await connectOnce(attempt, () => {
      failures = 0;
    });
    if (isAborted(signal)) return;
    if (outcome.kind === 'complete') {
      sink.complete();
      return;
    }
    if (outcome.kind === 'refused') {
      sink.failed(outcome.failure);
      return;
    }
    sink.disconnected?.();
    if (outcome.kind === 'unauthorized' && !(await session.renew())) return;
    await pause(backoffMillis(failures, Math.random()), signal);
  }
}

type Outcome =
  | { readonly kind: 'complete' }
  | { readonly kind: 'dropped' }
  | { readonly kind: 'unauthorized' }
  | { readonly kind: 'refused'; readonly failure: RequestFailure };

function connectOnce<Data>(attempt: Attempt<Data>, alive: () => void): Promise<Outcome> {
  const { client, request, sink, signal } = attempt;
  return new Promise((resolve) => {
    let completed = false;
    const payload = { documentId: request.documentId, variables: request.variables() };
    const dispose = client.subscribe<Data>(payload as never, {
      next: (result) => {
        if (result.data) {
          alive();
          sink.next(result.data);
          return;
        }
        // The server completes a stream that fails as well: that is no end of its subject.
        resolve(outcomeOfErrors(result.errors ?? []));
        dispose();
      },
      error: (error) => {
        void outcomeOfBreak(error).then(resolve);
      },
      complete: () => {
        completed = true;
        resolve({ kind: 'complete' });
      },
    }, {
      connected: () => {
        if (!completed) sink.connected?.();
      },
    });
    signal.addEventListener('abort', () => {
      dispose();
      resolve({ kind: 'dropped' });
    }, { once: true });
  });
}

/** What passes by itself; whatever else the server says, it would say again. */
const passing = new Set([undefined, 'UNAVAILABLE', 'INTERNAL', 'TOO_MANY_STREAMS']);

export function outcomeOfErrors(errors: readonly GraphQLErrorLike[]): Outcome {
  const code = errors[0]?.extensions?.code;
  if (code === 'UNAUTHENTICATED') return { kind: 'unauthorized' };
  if (passing.has(code)) return { kind: 'dropped' };
  return { kind: 'refused', failure: fromErrors(errors, 200, null) };
}

async function outcomeOfBreak(error: unknown): Promise<Outcome> {
  const response = (error as { response?: Response } | null)?.response;
  if (response?.status === undefined) return { kind: 'dropped' };
  const { status } = response;
  if (status === 401) return { kind: 'unauthorized' };
  if (status < 400 || status >= 500 || status === 429) return { kind: 'dropped' };
  const { errors = [] } = (await response.json().catch(() => ({}))) as {
    errors?: readonly GraphQLErrorLike[];
  };
  const requestId = response.headers.get('x-request-id');
  return { kind: 'refused', failure: fromErrors(errors, status, requestId) };
}

export function pause(millis: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = new AbortController();
    const wake = () => {
      clearTimeout(timer);
      over.abort();
      resolve();
    };
    const timer = setTimeout(wake, millis);
    signal.addEventListener('abort', wake, { signal: over.signal });
    // Back on the network: no reason to wait any longer.
    globalThis.addEventListener('online', wake, { signal: over.signal });
  });
}
