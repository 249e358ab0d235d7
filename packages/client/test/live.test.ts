import { beforeEach, expect, test, vi } from 'vitest';
import type { RequestFailure } from '../src/failure';
import { backoffMillis, createLiveChannel, type LiveSink } from '../src/live';
import type { Session } from '../src/session';

test('waiting grows and is capped', () => {
  expect(backoffMillis(0, 1)).toBe(500);
  expect(backoffMillis(3, 1)).toBe(4000);
  expect(backoffMillis(30, 1)).toBe(20_000);
});

test('waiting is spread, so that clients do not come back all at once', () => {
  expect(backoffMillis(3, 0)).toBe(2000);
});

// Node has no window that goes online and offline.
beforeEach(() => {
  const network = new EventTarget();
  vi.stubGlobal('addEventListener', network.addEventListener.bind(network));
  return () => {
    vi.unstubAllGlobals();
  };
});

interface Reply {
  readonly status?: number;
  readonly body: string;
}

const event = (name: string, data: unknown) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
const errors = (code: string) => ({ errors: [{ message: `said ${code}`, extensions: { code } }] });
const ended = 'event: complete\ndata: \n\n';
const session = { accessToken: () => Promise.resolve('token') } as unknown as Session;

/** Gives one reply after the other; answers the variables that each was asked with. */
function serve(replies: readonly Reply[]): unknown[] {
  const asked: unknown[] = [];
  vi.stubGlobal('fetch', (_: string, { body }: { body: string }) => {
    const reply = replies[asked.length];
    asked.push((JSON.parse(body) as { variables: unknown }).variables);
    return Promise.resolve(new Response(reply?.body, { status: reply?.status ?? 200 }));
  });
  return asked;
}

type Ending = { readonly data: unknown[] } & (
  | { readonly kind: 'complete' }
  | { readonly kind: 'failed'; readonly failure: RequestFailure }
);

function follow(): Promise<Ending> {
  const data: unknown[] = [];
  return new Promise((resolve) => {
    const sink: LiveSink<unknown> = {
      next: (update) => data.push(update),
      complete: () => {
        resolve({ kind: 'complete', data });
      },
      failed: (failure) => {
        resolve({ kind: 'failed', failure, data });
      },
    };
    const variables = () => ({ offset: data.length });
    createLiveChannel('/query', session).subscribe({ documentId: 'sha256:1', variables }, sink);
  });
}

test.each(['UNAVAILABLE', 'INTERNAL'])(
  'after %s it connects again with what it has by then',
  async (code) => {
    const first = event('next', { data: { n: 1 } }) + event('next', errors(code)) + ended;
    const asked = serve([
      { body: first },
      { body: event('next', { data: { n: 2 } }) + ended },
    ]);
    expect(await follow()).toEqual({ kind: 'complete', data: [{ n: 1 }, { n: 2 }] });
    expect(asked).toEqual([{ offset: 0 }, { offset: 1 }]);
  },
);

test('a connection that breaks off is made again', async () => {
  const asked = serve([
    { body: event('next', { data: { n: 1 } }) },
    { body: ended },
  ]);
  expect((await follow()).kind).toBe('complete');
  expect(asked).toEqual([{ offset: 0 }, { offset: 1 }]);
});

test.each(['NOT_FOUND', 'FORBIDDEN', 'INVALID_INPUT'])('%s is final', async (code) => {
  const asked = serve([{ body: event('next', errors(code)) + ended }]);
  expect(await follow()).toMatchObject({ kind: 'failed', failure: { code } });
  expect(asked).toHaveLength(1);
});

test('a refused request is final and keeps what the server said', async () => {
  const body = JSON.stringify(errors('UNKNOWN_DOCUMENT'));
  serve([{ status: 400, body }]);
  const failure = { code: 'UNKNOWN_DOCUMENT', message: 'said UNKNOWN_DOCUMENT', kind: 'refused' };
  expect(await follow()).toMatchObject({ kind: 'failed', failure });
});
