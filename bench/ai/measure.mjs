// The measurements. Each takes what it is to call: { port, path, headers(base), name, child }.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cpuMicros, median, quantile, residentMiB, round } from './figures.mjs';
import { scratch } from './services.mjs';
import { caller, post, stream } from './wire.mjs';

const QUESTION = [{ role: 'user', content: 'What is the answer?' }];
const chat = (model, more = {}) => JSON.stringify({ model, messages: QUESTION, ...more });

const request = (target, base, model, more) =>
  post({ host: `127.0.0.1:${target.port}`, path: target.path, headers: target.headers(base), body: chat(target.model?.(model) ?? model, more) });

/** wrk from another core: requests a second, CPU a call, latencies. */
export async function throughput(target, base, { seconds, connections, cores }) {
  const script = join(scratch, `wrk-${target.port}.lua`);
  const headers = { 'content-type': 'application/json', ...target.headers(base) };
  const lines = Object.entries(headers).map(([name, value]) => `wrk.headers[${JSON.stringify(name)}]=${JSON.stringify(value)}`);
  writeFileSync(script, ['wrk.method="POST"', `wrk.body=${JSON.stringify(chat(target.model?.('whole') ?? 'whole'))}`, ...lines].join('\n'));
  const before = cpuMicros(target.child.pid);
  const wrk = spawn('taskset', ['-c', cores, 'wrk', '-t1', `-c${connections}`, `-d${seconds}s`, '--latency', '-s', script, `http://127.0.0.1:${target.port}${target.path}`]);
  let output = '';
  wrk.stdout.on('data', (text) => (output += text));
  await once(wrk, 'exit');
  const cpu = cpuMicros(target.child.pid) - before;
  const calls = Number(/(\d+) requests in/.exec(output)[1]);
  const errors = Number(/Non-2xx or 3xx responses: (\d+)/.exec(output)?.[1] ?? 0);
  const socketErrors = /Socket errors: (.*)/.exec(output)?.[1] ?? null;
  return { calls, perSecond: round(calls / seconds), cpuMicrosPerCall: round(cpu / calls, 1), errors, socketErrors };
}

/** One call after the other, directly and through the gateway in turn: what the gateway adds. */
export async function idleOverhead(target, upstreamPort, { calls, rounds }) {
  const base = `http://127.0.0.1:${upstreamPort}/v1`;
  const direct = await caller(upstreamPort, post({ host: `127.0.0.1:${upstreamPort}`, path: '/v1/chat/completions', headers: {}, body: chat('whole') }));
  const through = await caller(target.port, request(target, base, 'whole'));
  const figures = { p50: [], p99: [] };
  for (let i = 0; i < 2000; i += 1) await through.call();
  for (let round = 0; round < rounds; round += 1) {
    const samples = { direct: [], through: [] };
    for (let i = 0; i < calls; i += 1) {
      samples.direct.push(await direct.call());
      samples.through.push(await through.call());
    }
    for (const [name, part] of [['p50', 0.5], ['p99', 0.99]]) {
      figures[name].push(quantile(samples.through, part) - quantile(samples.direct, part));
    }
  }
  direct.close();
  through.close();
  return { addedMicrosP50: round(median(figures.p50)), addedMicrosP99: round(median(figures.p99)), calls: calls * rounds };
}

/** Until the compilers are done with what only streams pass. */
const WARM_STREAMS = 20_000;

/** Streams, directly and through the gateway in turn: what is added before the first text. */
export async function addedToFirstToken(target, upstreamPort, { streams, rounds }) {
  const base = `http://127.0.0.1:${upstreamPort}/v1`;
  const model = 'paced-10-3';
  const direct = post({ host: `127.0.0.1:${upstreamPort}`, path: '/v1/chat/completions', headers: {}, body: chat(model, { stream: true }) });
  const through = request(target, base, model, { stream: true });
  const figures = { p50: [], p99: [] };
  for (let i = 0; i < WARM_STREAMS; i += 50) await Promise.all(Array.from({ length: 50 }, () => stream(target.port, through)));
  for (let round = 0; round < rounds; round += 1) {
    const samples = { direct: [], through: [] };
    for (let i = 0; i < streams; i += 1) {
      samples.direct.push((await stream(upstreamPort, direct)).first);
      samples.through.push((await stream(target.port, through)).first);
    }
    for (const [name, part] of [['p50', 0.5], ['p99', 0.99]]) {
      figures[name].push(quantile(samples.through, part) - quantile(samples.direct, part));
    }
  }
  return { addedMicrosP50: round(median(figures.p50)), addedMicrosP99: round(median(figures.p99)), streams: streams * rounds };
}

/** Many paced streams at once, for some time: silences that the pace does not explain, memory, CPU. */
export async function manyStreams(port, bytes, pid, { streams, paceMillis, seconds }) {
  const before = cpuMicros(pid);
  const started = Date.now();
  const results = [];
  let failed = 0;
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, residentMiB(pid))), 250);
  const one = async () => {
    while (Date.now() - started < seconds * 1000) {
      try {
        results.push(await stream(port, bytes));
      } catch {
        failed += 1;
      }
    }
  };
  const all = [];
  for (let i = 0; i < streams; i += 1) {
    all.push(one());
    if (i % 20 === 19) await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await Promise.all(all);
  clearInterval(watch);
  const silences = results.map((result) => result.silence);
  return {
    atOnce: streams,
    paceMillis,
    finished: results.filter((result) => result.done).length,
    broken: failed + results.filter((result) => !result.done).length,
    longestSilenceMillis: round(Math.max(...silences)),
    silenceMillisP99: round(quantile(silences, 0.99)),
    firstTextMillisP99: round(quantile(results.map((result) => result.first / 1000), 0.99), 1),
    residentMiB: peak,
    cpuSecondsASecond: round((cpuMicros(pid) - before) / 1e6 / ((Date.now() - started) / 1000), 2),
  };
}

/** Live bytes after a full collection, in MiB. */
export function liveHeapMiB(java, pid) {
  execFileSync(`${java}/bin/jcmd`, [String(pid), 'GC.run'], { stdio: 'ignore' });
  const info = execFileSync(`${java}/bin/jcmd`, [String(pid), 'GC.heap_info']).toString();
  const used = [...info.matchAll(/(?:def new generation|tenured generation|garbage-first heap|DefNew|Tenured)\s+total \d+K, used (\d+)K/g)];
  return round(used.reduce((sum, match) => sum + Number(match[1]), 0) / 1024, 1);
}

export const streamRequest = (target, base, model) => request(target, base, model, { stream: true });
