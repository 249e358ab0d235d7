import { createClient, type Client } from 'graphql-sse';
import { isAborted } from './abort';
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
  readonly failed: (error: unknown) => void;
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
      sink.failed(outcome.error);
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
  | { readonly kind: 'refused'; readonly error: unknown };

function connectOnce<Data>(attempt: Attempt<Data>, alive: () => void): Promise<Outcome> {
  const { client, request, sink, signal } = attempt;
  return new Promise((resolve) => {
    let refused: unknown;
    let completed = false;
    const payload = { documentId: request.documentId, variables: request.variables() };
    const dispose = client.subscribe<Data>(payload as never, {
      next: (result) => {
        alive();
        if (result.data) sink.next(result.data);
        else refused = result.errors?.[0] ?? new Error('an empty event');
      },
      error: (error) => {
        resolve(outcomeOf(error));
      },
      complete: () => {
        completed = true;
        resolve(refused === undefined ? { kind: 'complete' } : { kind: 'refused', error: refused });
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

function outcomeOf(error: unknown): Outcome {
  if (Array.isArray(error)) return { kind: 'refused', error: error[0] as unknown };
  const status = (error as { response?: { status?: number } } | null)?.response?.status;
  if (status === 401) return { kind: 'unauthorized' };
  if (status !== undefined && status >= 400 && status < 500 && status !== 429) {
    return { kind: 'refused', error };
  }
  return { kind: 'dropped' };
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
