// Requests that are wrong in every way we could think of, by seed: none may be answered with a 5xx of
// ours, none may hang, and none may leave anything behind.
import { connect } from 'node:net';
import { readdirSync } from 'node:fs';
import { Agent } from 'node:http';
import { execFileSync } from 'node:child_process';
import { freeBase, root } from '../../e2e/support/product.mjs';
import { until } from '../../e2e/support/until.mjs';
import { liveHeapMiB } from '../ai/measure.mjs';
import { send } from './load.mjs';
import { mutations } from './mutations.mjs';
import { randomFrom } from './random.mjs';
import { SCREENS } from './screens.mjs';
import { startFoundry } from './services.mjs';
import { Q, R, V } from './workloads.mjs';

const AT_ONCE = 32;
const MILLIS_MAX = 10_000;
const LISTEN = 'subscription BenchLive($id: ID!) { job(id: $id) { delta offset job { id status } } }';

/** Bytes on a connection of their own; the reply's status, 0 if there was none before the end. */
function sendRaw(target, { bytes, leaveAfterMillis }) {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port: target.port });
    let text = '';
    const timer = setTimeout(() => finish(leaveAfterMillis === undefined ? 'hang' : 'left'), leaveAfterMillis ?? MILLIS_MAX);
    const finish = (outcome) => {
      clearTimeout(timer);
      socket.destroy();
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0);
      resolve({ outcome, status, text: text.slice(0, 2000) });
    };
    socket.on('connect', () => socket.write(bytes));
    socket.on('data', (piece) => {
      text += piece.toString('latin1');
      if (/^HTTP\/1\.1 \d{3}[^]*?\r\n\r\n/.test(text) && leaveAfterMillis === undefined) finish('answered');
    });
    socket.on('error', () => finish('closed'));
    socket.on('close', () => finish('closed'));
  });
}

async function sendOne(target, request, agent) {
  if (request.bytes !== undefined) return sendRaw(target, request);
  try {
    const reply = await send(target, request, agent, MILLIS_MAX);
    const late = reply.status === 0 && reply.text.includes('in time');
    return { outcome: late ? 'hang' : reply.status === 0 ? 'closed' : 'answered', status: reply.status, text: reply.text };
  } catch (error) {
    return { outcome: 'not sendable', status: 0, text: String(error) }; // Node refuses some headers itself
  }
}

/** 5xx that say what they should: too much at a time, too long a statement, a version of HTTP nobody speaks. */
const FITTING = [
  { status: 503, fits: ({ text }) => /"code":"(UNAVAILABLE|LIMIT_EXCEEDED|RATE_LIMITED)"/.test(text) },
  { status: 504, fits: ({ text }) => text.includes('"code":"TIMEOUT"') },
  { status: 501, fits: ({ how }) => how === 'raw: version' },
];
const isFitting = (reply) => FITTING.some(({ status, fits }) => status === reply.status && fits(reply));

/** All requests of one target; what came back, and every one that must not have. */
async function attack(target, next, count, agent, counts) {
  let left = count;
  const bad = [];
  const worker = async () => {
    while (left-- > 0) {
      const request = next();
      const { outcome, status, text } = await sendOne(target, request, agent);
      const fitting = isFitting({ status, text, how: request.how });
      const name = status === 0 ? outcome : fitting ? `${status} (fitting)` : String(status);
      counts[name] = (counts[name] ?? 0) + 1;
      const isBad = outcome === 'hang' || (status >= 500 && !fitting);
      if (isBad && bad.length < 20) bad.push({ how: request.how, status: name, request: describe(request), reply: text.slice(0, 300) });
      if (isBad) counts.bad = (counts.bad ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return bad;
}

const describe = ({ method, path, headers, body, bytes }) =>
  String(bytes ?? JSON.stringify({ method, path, headers, body })).replace(/bearer [^\s"]+/gi, 'Bearer ...').slice(0, 600);

const java = process.env.JAVA_HOME ?? execFileSync('./foundry', ['java-home'], { cwd: root, encoding: 'utf8' }).trim();

/** What a request could leave behind. */
async function remains(target, { client }) {
  const metrics = (await send(target, { method: 'GET', path: '/metrics' })).text;
  const { rows } = await client.query(`select count(*)::int as count from pg_stat_activity where usename = 'foundry_app' and state <> 'idle'`);
  return {
    liveHeapMiB: liveHeapMiB(java, target.child.pid),
    openFiles: readdirSync(`/proc/${target.child.pid}/fd`).length,
    threads: readdirSync(`/proc/${target.child.pid}/task`).length,
    streams: Number(/^foundry_streams_open\S* (\S+)/m.exec(metrics)?.[1]),
    busyDatabaseConnections: rows[0].count,
  };
}

async function settled(target, bench) {
  await until('no stream and no busy connection is left', async () => {
    const { streams, busyDatabaseConnections } = await remains(target, bench.database);
    return streams === 0 && busyDatabaseConnections === 0;
  }, 30_000, 500);
  return remains(target, bench.database);
}

async function against(environment, bench, random, count) {
  const { database, issuer, people, say } = bench;
  const documents = [...SCREENS.map((screen) => screen.text), Q.ours.text, R.ours.text, V.ours.text, LISTEN];
  const target = await startFoundry({ port: await freeBase(), database, issuer, documents, env: { FOUNDRY_ENVIRONMENT: environment } });
  const { rows } = await database.client.query(`select (select id from app.project where org_id = $1 limit 1) as project, (select id from app.job where org_id = $1 and kind = 'ANSWER' limit 1) as job`, [people[0].organization]);
  const next = mutations({ target, random, people: people.slice(0, 50), about: { ...people[0], ...rows[0] }, listen: LISTEN, acceptsText: environment === 'dev' });
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const counts = {};
  const bad = await attack(target, next, Math.ceil(count / 5), agent, counts); // the heap fills caches first
  const before = await settled(target, bench);
  say(`fuzz, ${environment}: ${JSON.stringify({ counts, before })}`);
  for (let i = 0; i < 4; i += 1) {
    bad.push(...(await attack(target, next, Math.ceil(count / 5), agent, counts)));
    await stillAnswers(target, people[0]);
    say(`fuzz, ${environment}: ${JSON.stringify(counts)}`);
  }
  agent.destroy();
  const after = await settled(target, bench);
  await target.child.stop();
  return { requests: 5 * Math.ceil(count / 5), outcomes: counts, bad: bad.slice(0, 20), after1of5: before, atTheEnd: after };
}

async function stillAnswers(target, person) {
  const reply = await send(target, target.request(V, person));
  if (reply.status !== 200 || !V.isWhole(JSON.parse(reply.text))) throw new Error(`a good request is answered with ${reply.status} ${reply.text.slice(0, 300)}`);
}

export async function fuzz(bench) {
  const { settings, say } = bench;
  say(`fuzz: seed ${settings.seed}`);
  const random = randomFrom(settings.seed);
  const production = await against('production', bench, random, settings.requests / 2);
  const dev = await against('dev', bench, random, settings.requests / 2);
  return { seed: settings.seed, production, dev };
}
