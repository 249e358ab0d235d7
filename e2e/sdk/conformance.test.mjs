import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { root, startProduct } from '../support/product.mjs';
import { until } from '../support/until.mjs';
import { aiAnthropic, aiCompatible, aiOpenAi, anthropic, openai, PIXEL } from './clients.mjs';
import { startProviders } from './providers.mjs';

// Every client, every feature, in front of every provider that can serve it.
const CLIENTS = [openai, anthropic, aiCompatible, aiOpenAi, aiAnthropic];
const BEHIND = ['openai', 'anthropic'];

const TEXT = 'The answer is forty-two.';
const OSLO = { name: 'weather', input: { city: 'Oslo' } };
const ROME = { name: 'weather', input: { city: 'Rome' } };

/** Of the service, for one call; an SDK that came again by itself would make more of them. */
const ATTEMPTS_MAX = 4;

/** Which fake model a feature asks, and what must come of it. `seen` is what the provider saw. */
const EXPECTED = {
  chat: { model: 'chat', holds: ({ text, finish, input, cached = 5 }) => assert.deepEqual({ text, finish, input, cached }, { text: TEXT, finish: 'stop', input: 20, cached: 5 }) },
  stream: { model: 'chat', holds: (got) => assert.deepEqual(got, { text: TEXT, finish: 'stop' }) },
  'stream with include_usage': { model: 'chat', holds: (got) => assert.deepEqual(got, { text: TEXT, input: 20, cached: 5 }) },
  'tool call': { model: 'tool', holds: ({ calls }) => assert.deepEqual(calls, [OSLO]) },
  'parallel tool calls, streamed': { model: 'parallel', holds: ({ calls }) => assert.deepEqual(calls, [OSLO, ROME]) },
  'tool results': {
    model: 'chat',
    holds: ({ text }, seen) => {
      assert.equal(text, TEXT);
      assert.match(JSON.stringify(seen.body.messages), /call_1.*4 degrees/);
    },
  },
  'structured output': { model: 'schema', holds: ({ json }) => assert.deepEqual(json, { city: 'Oslo', degrees: 4 }) },
  'image in': {
    model: 'chat',
    holds: ({ text }, seen) => {
      assert.equal(text, TEXT);
      assert.ok(JSON.stringify(seen.body.messages).includes(PIXEL), 'the provider saw the image');
    },
  },
  'embeddings, base64': { model: 'embed', behind: ['openai'], holds: ({ vectors }) => assert.deepEqual(vectors.map((vector) => [...vector.slice(0, 2)]), [[3 / 64, 0.25], [5 / 64, 0.25]]) },
  'embeddings, float and dimensions': { model: 'embed', behind: ['openai'], holds: ({ vectors }) => assert.deepEqual(vectors.map((vector) => vector[0]), [3 / 64, 5 / 64]) },
  moderation: { model: 'chat', behind: ['local'], holds: ({ flagged }) => assert.deepEqual(flagged, [true, false]) },
  models: { model: 'chat', behind: ['local'], holds: ({ ids }) => assert.ok(ids.includes('local/extractive'), String(ids)) },
  'count tokens': { model: 'chat', holds: ({ tokens }) => assert.ok(tokens > 3 && tokens < 40, String(tokens)) },
  'unknown model': { model: 'missing', fails: { status: 404 } },
  'no retries on top of ours': {
    model: 'failing',
    fails: { status: 502 },
    // Each of the client's own would be as many of ours again.
    holds: (error, seen) => assert.ok(seen.calls >= 1 && seen.calls <= ATTEMPTS_MAX, `${seen.calls} calls at the provider`),
  },
  'retry-after is passed on': {
    model: 'busy',
    fails: { status: 429 },
    holds: (error, seen) => {
      assert.equal(error.headers.get('retry-after'), '3600');
      assert.equal(seen.calls, 1);
    },
  },
  'failure in the middle of a stream': { model: 'torn', fails: {} },
  'abort reaches the provider': {
    model: 'endless',
    holds: async (got, seen) => until('the provider is hung up on', () => seen().hungUp > 0, 5000),
  },
};

let providers;
let product;
let access;
let count = 0;
const results = [];

before(async () => {
  providers = await startProviders();
  product = await startProduct({
    env: {
      OPENAI_BASE_URL: `${providers.url}/openai/v1`,
      OPENAI_API_KEY: 'key-of-the-fake',
      ANTHROPIC_BASE_URL: `${providers.url}/anthropic`,
      ANTHROPIC_API_KEY: 'key-of-the-fake',
      FOUNDRY_MODEL: 'chat-a',
    },
  });
  const created = execFileSync('./foundry', ['key', 'create', '--name', 'sdk', '--data', product.data, '--port', String(product.base)], { cwd: root, encoding: 'utf8' });
  access = { url: `http://127.0.0.1:${product.base + 1}`, key: /fk_\S+/.exec(created)[0] };
});

after(async () => {
  const folder = new URL('../../ai/target/conformance/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL('npm.json', folder), `${JSON.stringify(results, null, 2)}\n`);
  await product?.stop();
  providers?.stop();
});

async function attempt(feature, expected, run, model, name) {
  const seen = () => providers.seen(name);
  if (!expected.fails) return expected.holds(await run(model), feature.startsWith('abort') ? seen : seen());
  let error;
  try {
    await run(model);
  } catch (thrown) {
    error = thrown;
  }
  assert.ok(error, 'the client reports a failure');
  if (expected.fails.status) assert.equal(error.status ?? error.statusCode, expected.fails.status, String(error));
  await expected.holds?.(error, seen());
}

for (const make of CLIENTS) {
  const { name, version, features } = make({ url: 'http://127.0.0.1:1', key: 'none' });
  for (const feature of Object.keys(features)) {
    const expected = EXPECTED[feature];
    for (const provider of expected.behind ?? BEHIND) {
      test(`${name}: ${feature}, ${provider} behind`, async () => {
        const own = `${expected.model}-${(count += 1)}`;
        const note = { client: name, version, feature, provider, works: false };
        results.push(note);
        await attempt(feature, expected, make(access).features[feature], `${provider}/${own}`, own);
        note.works = true;
      });
    }
  }
}
