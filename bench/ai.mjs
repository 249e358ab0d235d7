// What the AI service costs and survives on this machine, beside Portkey's gateway in the same run.
// `make bench-ai`; figures go to bench/results/ai.json. Needs wrk, nginx and taskset.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { freeBase, root } from '../e2e/support/product.mjs';
import { median, residentMiB, round, spread } from './ai/figures.mjs';
import { failing } from './ai/failing.mjs';
import { addedToFirstToken, idleOverhead, liveHeapMiB, manyStreams, streamRequest, throughput } from './ai/measure.mjs';
import { collector, database, foundryAi, need, nginx, portkey, upstream } from './ai/services.mjs';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '10' },
    million: { type: 'boolean', default: true },
    only: { type: 'string' },
  },
  allowNegative: true,
});
const ROUNDS = Number(options.rounds);
const SECONDS = Number(options.seconds);
/** Until the compilers have nothing left to do: a service that has just started is measured for what it is not. */
const WARM_SECONDS = 6 * SECONDS;
const wanted = (part) => options.only === undefined || options.only.split(',').includes(part);

need('wrk', 'wrk');
need('nginx', 'nginx-light');
need('taskset', 'util-linux');

const base = await freeBase();
const [web, node, ours, theirs] = [base + 10, base + 11, base + 12, base + 13];
const say = (text) => console.log(`${new Date().toISOString().slice(11, 19)} ${text}`);
const figures = {};

say('starting PostgreSQL');
const postgres = await database(base);
await collector(base + 14);
postgres.env.OTEL_EXPORTER_OTLP_ENDPOINT = `http://127.0.0.1:${base + 14}`;
const java = process.env.JAVA_HOME ?? (await import('node:child_process')).execFileSync('./foundry', ['java-home'], { cwd: root, encoding: 'utf8' }).trim();

/** JSON calls on one core each, the load and the upstream on the other; our rounds and theirs in turn. */
async function json() {
  const fast = await nginx(web, '1');
  const us = await foundryAi(ours, '0', postgres, { OPENAI_BASE_URL: `http://127.0.0.1:${web}/v1` });
  const them = await portkey(theirs, '0');
  const url = `http://127.0.0.1:${web}/v1`;
  const load = { seconds: SECONDS, connections: 64, cores: '1' };
  for (const target of [us, them]) await throughput(target, url, { ...load, seconds: WARM_SECONDS });
  const rounds = [];
  for (let i = 0; i < ROUNDS; i += 1) {
    const [a, b] = [await throughput(us, url, load), await throughput(them, url, load)];
    rounds.push({ ours: a, theirs: b, ratio: round(a.perSecond / b.perSecond, 1) });
    say(`json: ours ${a.perSecond}/s, ${a.cpuMicrosPerCall} us; ${them.name} ${b.perSecond}/s, ${b.cpuMicrosPerCall} us`);
  }
  const side = (name) => ({
    perSecond: spread(rounds.map((one) => one[name].perSecond)),
    cpuMicrosPerCall: spread(rounds.map((one) => one[name].cpuMicrosPerCall)),
    errors: rounds.reduce((sum, one) => sum + one[name].errors, 0),
  });
  figures.json = { cores: 1, connections: 64, ours: side('ours'), [them.name]: side('theirs'), timesTheirs: median(rounds.map((one) => one.ratio)), residentMiB: { ours: residentMiB(us.child.pid), [them.name]: residentMiB(them.child.pid) } };
  await us.child.stop();
  await them.child.stop();
  await fast.stop();
}

/** One caller, both cores: what a call and a stream wait for because of us. */
async function idle() {
  const fast = await nginx(web, '0,1');
  const us = await foundryAi(ours, '0,1', postgres, { OPENAI_BASE_URL: `http://127.0.0.1:${web}/v1` });
  const them = await portkey(theirs, '0,1');
  const much = { calls: 2000, rounds: ROUNDS };
  await throughput(us, '', { seconds: SECONDS, connections: 8, cores: '0,1' });
  figures.call = { ours: await idleOverhead(us, web, much), [them.name]: await idleOverhead(them, web, much) };
  say(`call: ${JSON.stringify(figures.call)}`);
  await us.child.stop();
  await them.child.stop();
  await fast.stop();
}

/** The same for the first text of a stream. Ours alone: Portkey answers this upstream's streams with a 500 on Node 20. */
async function firstToken() {
  const slow = await upstream(node, '0,1');
  const us = await foundryAi(ours, '0,1', postgres, { OPENAI_BASE_URL: `http://127.0.0.1:${node}/v1` });
  figures.firstToken = { ours: await addedToFirstToken(us, node, { streams: 200, rounds: ROUNDS }) };
  say(`first token: ${JSON.stringify(figures.firstToken)}`);
  await us.child.stop();
  await slow.stop();
}

/** A thousand streams at once on both cores, beside the same without us. */
async function streams() {
  const slow = await upstream(node, '0,1');
  const us = await foundryAi(ours, '0,1', postgres, { OPENAI_BASE_URL: `http://127.0.0.1:${node}/v1` });
  const load = { streams: 1000, paceMillis: 100, seconds: 30 };
  const model = `paced-${load.paceMillis}-100`;
  const { post } = await import('./ai/wire.mjs');
  const body = JSON.stringify({ model, stream: true, messages: [{ role: 'user', content: 'x' }] });
  const direct = post({ host: `127.0.0.1:${node}`, path: '/v1/chat/completions', headers: {}, body });
  await manyStreams(us.port, streamRequest(us, '', model), us.child.pid, { ...load, seconds: WARM_SECONDS / 2 });
  figures.streams = {
    direct: await manyStreams(node, direct, slow.pid, load),
    ours: await manyStreams(us.port, streamRequest(us, '', model), us.child.pid, load),
  };
  say(`streams: ${JSON.stringify(figures.streams)}`);
  await us.child.stop();
  await slow.stop();
}

/** A million calls: what is left on the heap after the first hundred thousand and at the end. */
async function million() {
  const fast = await nginx(web, '1');
  const us = await foundryAi(ours, '0', postgres, { OPENAI_BASE_URL: `http://127.0.0.1:${web}/v1` });
  const heap = [];
  let calls = 0;
  let errors = 0;
  for (let next = 100_000; calls < 1_000_000; ) {
    const one = await throughput(us, '', { seconds: SECONDS, connections: 64, cores: '1' });
    calls += one.calls;
    errors += one.errors;
    if (calls < next) continue;
    heap.push({ calls, liveMiB: liveHeapMiB(java, us.child.pid), residentMiB: residentMiB(us.child.pid) });
    say(`million: ${JSON.stringify(heap.at(-1))}`);
    next = calls + 200_000;
  }
  figures.million = { errors, heap };
  await us.child.stop();
  await fast.stop();
}

if (wanted('json')) await json();
if (wanted('idle')) await idle();
if (wanted('firstToken')) await firstToken();
if (wanted('streams')) await streams();
if (wanted('failing')) {
  figures.failing = await failing({ base, postgres, port: ours, upstreamPort: node });
  say(`failing: ${JSON.stringify(figures.failing)}`);
}
if (wanted('million') && options.million) await million();
await postgres.child.stop();

const machine = { cpus: cpus().length, cpu: cpus()[0].model, memoryGiB: round(totalmem() / 2 ** 30), node: process.version };
mkdirSync(`${root}/bench/results`, { recursive: true });
const file = options.only === undefined ? `${root}/bench/results/ai.json` : `${root}/bench/results/ai-${options.only}.json`;
writeFileSync(file, `${JSON.stringify({ at: new Date().toISOString().slice(0, 10), command: ['node bench/ai.mjs', ...process.argv.slice(2)].join(' '), machine, figures }, null, 2)}\n`);
say(`written to ${file.slice(root.length + 1)}`);
process.exit(0);
