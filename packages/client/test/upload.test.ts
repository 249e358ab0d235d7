import { expect, test, vi } from 'vitest';
import type { RuntimeConfig } from '../src/config';
import type { PutOutcome, PutRequest } from '../src/put';
import { UploadQueue, type Registration, type UploadPorts } from '../src/upload';

const config: RuntimeConfig = {
  issuer: 'http://issuer',
  clientId: 'web',
  apiAudience: 'api',
  uploadBytesMax: 10,
  questionCharactersMax: 8000,
  acceptedTypes: [{ extension: 'txt', mediaType: 'text/plain' }],
  environment: 'dev',
};

const registered: Registration = {
  documentId: 'doc_1',
  upload: { url: 'http://storage/1', headers: [] },
  awaitsCompletion: true,
};

interface World {
  readonly queue: UploadQueue;
  readonly puts: { request: PutRequest; end: (outcome: PutOutcome) => void }[];
  readonly completed: string[];
}

function world(ports: Partial<UploadPorts> = {}): World {
  const puts: World['puts'] = [];
  const completed: string[] = [];
  const queue = new UploadQueue(config, {
    register: () => Promise.resolve(registered),
    complete: (id) => {
      completed.push(id);
      return Promise.resolve();
    },
    put: (request) =>
      new Promise((end) => {
        puts.push({ request, end });
      }),
    hash: () => Promise.resolve('ab'),
    nowMillis: () => 0,
    ...ports,
  });
  return { queue, puts, completed };
}

const file = (name: string, text: string) => new File([text], name);
const stateOf = (queue: UploadQueue) => queue.items()[0]?.state;

test('a file is hashed, registered, sent and completed', async () => {
  const { queue, puts, completed } = world();
  queue.add('prj_1', [file('a.txt', 'hello')]);
  await vi.waitUntil(() => puts.length === 1);
  expect(stateOf(queue)).toEqual({ kind: 'active', step: 'sending' });
  puts[0]?.request.onProgress(3);
  expect(queue.items()[0]?.sentBytes).toBe(3);
  puts[0]?.end({ kind: 'sent' });
  await vi.waitUntil(() => stateOf(queue)?.kind === 'done');
  expect(completed).toEqual(['doc_1']);
});

test.each([
  ['a.txt', '', 'empty'],
  ['a.txt', 'more than ten bytes', 'tooLarge'],
  ['a.exe', 'hello', 'unsupported'],
  ['noextension', 'hello', 'unsupported'],
])('%s with "%s" is refused as %s before anything is sent', (name, text, reason) => {
  const { queue, puts } = world();
  queue.add('prj_1', [file(name, text)]);
  expect(stateOf(queue)).toMatchObject({ kind: 'refused', refusal: { reason } });
  expect(puts).toHaveLength(0);
});

test('a file that is already there is done without sending it', async () => {
  const { queue, puts, completed } = world({
    register: () =>
      Promise.resolve({ documentId: 'doc_1', upload: null, awaitsCompletion: false }),
  });
  queue.add('prj_1', [file('a.txt', 'hello')]);
  await vi.waitUntil(() => stateOf(queue)?.kind === 'done');
  expect(stateOf(queue)).toEqual({ kind: 'done', alreadyHere: true });
  expect(puts).toHaveLength(0);
  expect(completed).toHaveLength(0);
});

test('two files are sent at a time', async () => {
  const { queue, puts } = world();
  queue.add('prj_1', [file('a.txt', '1'), file('b.txt', '2'), file('c.txt', '3')]);
  await vi.waitUntil(() => puts.length === 2);
  expect(queue.items()[2]?.state).toEqual({ kind: 'active', step: 'waiting' });
  puts[0]?.end({ kind: 'sent' });
  await vi.waitUntil(() => puts.length === 3);
});

test('an upload that is stopped can be sent again', async () => {
  const { queue, puts } = world();
  queue.add('prj_1', [file('a.txt', 'hello')]);
  await vi.waitUntil(() => puts.length === 1);
  queue.stop('upload-1');
  expect(puts[0]?.request.signal.aborted).toBe(true);
  expect(stateOf(queue)).toEqual({ kind: 'stopped' });
  puts[0]?.end({ kind: 'stopped' });
  queue.retry('upload-1');
  await vi.waitUntil(() => puts.length === 2);
  puts[1]?.end({ kind: 'sent' });
  await vi.waitUntil(() => stateOf(queue)?.kind === 'done');
});

test('an expired link is asked for once more, then the failure is shown', async () => {
  const { queue, puts } = world();
  queue.add('prj_1', [file('a.txt', 'hello')]);
  await vi.waitUntil(() => puts.length === 1);
  puts[0]?.end({ kind: 'refused', status: 403 });
  await vi.waitUntil(() => puts.length === 2);
  puts[1]?.end({ kind: 'refused', status: 403 });
  await vi.waitUntil(() => stateOf(queue)?.kind === 'failed');
  expect(stateOf(queue)).toMatchObject({
    failure: { code: 'STORAGE_REFUSED', message: 'HTTP 403' },
  });
});

test('what is over can be cleared, what is running stays', async () => {
  const { queue, puts } = world();
  queue.add('prj_1', [file('a.exe', 'x'), file('b.txt', '2')]);
  await vi.waitUntil(() => puts.length === 1);
  queue.clear();
  expect(queue.items().map((item) => item.name)).toEqual(['b.txt']);
});
