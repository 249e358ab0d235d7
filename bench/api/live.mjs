// A thousand streams of a hundred people open while a hundred answers are written: how long a piece of text is
// under way, and whether each arrives once. One replica serves the streams, another runs the jobs.
import { Agent, request as httpRequest } from 'node:http';
import { freeBase } from '../../e2e/support/product.mjs';
import { until } from '../../e2e/support/until.mjs';
import { quantile, round } from '../ai/figures.mjs';
import { familyCpuMicros } from './database.mjs';
import { PIECE, PIECES, startFakeAi } from './fakeAi.mjs';
import { send } from './load.mjs';
import { startFoundry } from './services.mjs';

const JOBS = 100;
const STREAMS_PER_JOB = 10;
const ORGANIZATIONS = 5;
const ASK = 'mutation BenchLiveAsk($input: AskInput!) { ask(input: $input) { job { id } userErrors { code message } } }';
const LISTEN = 'subscription BenchLive($id: ID!) { job(id: $id) { delta offset job { id status attempt updatedAt } } }';

const operation = (text, variables) => ({ ours: { text, variables: () => variables } });
const hex = (uuid) => uuid.replaceAll('-', '');
const now = () => performance.timeOrigin + performance.now();

async function ask(target, person, project) {
  const reply = await send(target, target.request(operation(ASK, { input: { projectId: `prj_${hex(project)}`, question: 'What is new?' } }), person));
  const id = JSON.parse(reply.text).data?.ask.job?.id;
  if (!id) throw new Error(`ask: ${reply.status} ${reply.text.slice(0, 400)}`);
  return id;
}

/** One stream from its first event to its last. */
function listen(target, person, job, agent) {
  const { headers, body } = target.request(operation(LISTEN, { id: job }), person);
  const heard = { job, text: '', gaps: 0, opened: false, complete: false, error: undefined, status: undefined, millisSinceWritten: [], millisSinceSpoken: [], updates: 0 };
  const take = (event, at) => {
    heard.opened = true;
    if (event.includes('event: complete')) heard.complete = true;
    const data = /^data: (.+)$/m.exec(event)?.[1];
    if (!data) return;
    const update = JSON.parse(data).data?.job;
    if (!update) heard.error = data.slice(0, 300);
    else follow(heard, update, at);
  };
  const sent = httpRequest({ host: '127.0.0.1', port: target.port, method: 'POST', path: target.path, agent, headers: { ...headers, accept: 'text/event-stream', 'content-length': Buffer.byteLength(body) } }, (reply) => {
    let rest = '';
    if (reply.statusCode !== 200) heard.error = `status ${reply.statusCode}`;
    reply.setEncoding('utf8');
    reply.on('data', (text) => {
      const at = now();
      const events = (rest + text).split('\n\n');
      rest = events.pop();
      for (const event of events) take(event, at);
    });
    reply.on('close', () => (heard.ended = true));
  });
  sent.on('error', (error) => Object.assign(heard, { error: String(error), ended: true }));
  sent.end(body);
  return heard;
}

function follow(heard, update, at) {
  heard.status = update.job.status;
  if (update.delta === '') return;
  heard.updates += 1;
  if (update.offset - update.delta.length !== heard.text.length) heard.gaps += 1;
  heard.text += update.delta;
  heard.millisSinceWritten.push(at - Date.parse(update.job.updatedAt));
  for (const [, , spoken] of update.delta.matchAll(PIECE)) heard.millisSinceSpoken.push(at - Number(spoken));
}

async function wave(bench, serving, working, ai) {
  const { database, people, say } = bench;
  const agent = new Agent({ keepAlive: false, maxSockets: Infinity });
  ai.hold();
  const organizations = [...new Set(people.map((one) => one.organization))].slice(0, ORGANIZATIONS);
  const streams = [];
  for (const [i, organization] of organizations.entries()) {
    const members = people.filter((one) => one.organization === organization);
    const { rows } = await database.client.query('select id from app.project where org_id = $1 order by id', [organization]);
    const asking = members.find((one) => one.role !== 'VIEWER');
    const jobs = [];
    for (let n = 0; n < JOBS / ORGANIZATIONS; n += 1) jobs.push(await ask(serving, asking, rows[n % rows.length].id));
    for (const [n, job] of jobs.entries()) {
      for (let k = 0; k < STREAMS_PER_JOB; k += 1) streams.push(listen(serving, members[(n + k) % members.length], job, agent));
    }
    await until(`the streams of organization ${i + 1}`, () => streams.every((one) => one.opened || one.error), 30_000);
  }
  const broken = streams.find((one) => one.error);
  if (broken) throw new Error(`a stream did not open: ${broken.error}`);
  const open = Number(/^foundry_streams_open\S* (\S+)/m.exec((await send(serving, { method: 'GET', path: '/metrics' })).text)?.[1]);
  say(`live: ${open} streams are open`);
  const before = [serving, working, database].map((one) => familyCpuMicros(one.pid ?? one.child.pid));
  const started = performance.now();
  ai.go();
  await until('the end of all answers', () => streams.every((one) => one.ended), 180_000);
  const seconds = (performance.now() - started) / 1000;
  const after = [serving, working, database].map((one) => familyCpuMicros(one.pid ?? one.child.pid));
  const cpu = after.map((micros, i) => round((micros - before[i]) / 1e6 / seconds, 2));
  return { streams, open, seconds, cpu };
}

async function figuresOf({ streams, open, seconds, cpu }, { database }) {
  const { rows } = await database.client.query(`select id, answer, status, failure_code from app.job where id = any ($1)`, [[...new Set(streams.map((one) => one.job.slice(4)))]]);
  const stored = new Map(rows.map((row) => [`job_${hex(row.id)}`, row.answer]));
  const delays = (name) => {
    const all = streams.flatMap((one) => one[name]);
    return { p50: round(quantile(all, 0.5), 1), p95: round(quantile(all, 0.95), 1), p99: round(quantile(all, 0.99), 1), max: round(all.reduce((most, one) => Math.max(most, one), 0), 1) };
  };
  return {
    streams: streams.length,
    streamsOpenByMetric: open,
    jobs: stored.size,
    jobsFailed: rows.filter((row) => row.status !== 'SUCCEEDED').map((row) => `${row.status} ${row.failure_code} after ${row.answer.length} characters`),
    jobsSucceeded: new Set(streams.filter((one) => one.status === 'SUCCEEDED').map((one) => one.job)).size,
    seconds: round(seconds, 1),
    updatesDelivered: streams.reduce((sum, one) => sum + one.updates, 0),
    piecesDelivered: streams.reduce((sum, one) => sum + one.millisSinceSpoken.length, 0),
    piecesMeant: streams.length * PIECES,
    streamsWithGapOrDuplicate: streams.filter((one) => one.gaps > 0).length,
    streamsUnlikeStoredAnswer: streams.filter((one) => one.text !== stored.get(one.job)).length,
    streamsNotCompleted: streams.filter((one) => !one.complete || one.error).length,
    millisSinceWritten: delays('millisSinceWritten'),
    millisSinceSpoken: delays('millisSinceSpoken'),
    cpusUsed: { serving: cpu[0], working: cpu[1], postgres: cpu[2] },
  };
}

export async function live(bench) {
  const { database, issuer, say } = bench;
  const ai = await startFakeAi(await freeBase());
  const env = { FOUNDRY_AI_URL: ai.url };
  const secret = { FOUNDRY_INTERNAL_SECRET: 'a secret of the bench, of 32 bytes or more' };
  const serving = await startFoundry({ port: await freeBase(), database, issuer, documents: [ASK, LISTEN], env: { ...env, ...secret } });
  const working = await startFoundry({ port: await freeBase(), database, issuer, documents: [ASK, LISTEN], env: { ...env, ...secret, FOUNDRY_WORKER: 'embedded', FOUNDRY_WORKER_NAME: 'bench' } });
  const waves = [];
  for (const name of ['cold', 'warm']) {
    waves.push(await figuresOf(await wave(bench, serving, working, ai), bench));
    say(`live, ${name}: ${JSON.stringify(waves.at(-1))}`);
  }
  await working.child.stop();
  await serving.child.stop();
  return { what: 'written: the row was changed; spoken: the model said it (the worker writes at most every 50 ms). 16 answers are written at a time.', cold: waves[0], warm: waves[1] };
}
