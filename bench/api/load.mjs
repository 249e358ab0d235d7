// Load on an API and what it costs: as fast as it answers (wrk), or at a constant rate.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { Agent, request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { quantile, round } from '../ai/figures.mjs';
import { scratch } from '../ai/services.mjs';
import { familyCpuMicros, family } from './database.mjs';
import { residentMiB } from '../ai/figures.mjs';
import { common } from './workloads.mjs';

/** One request; the reply as { status, headers, text }. Status 0 stands for a connection that broke. */
export function send(target, { method = 'POST', path = target.path, headers, body }, agent, millisMax = 30_000) {
  return new Promise((resolve) => {
    const fail = (error) => resolve({ status: 0, headers: {}, text: String(error) });
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const sent = httpRequest({ host: '127.0.0.1', port: target.port, method, path, agent, headers: { ...length, ...headers } }, (reply) => {
      const pieces = [];
      reply.on('data', (piece) => pieces.push(piece));
      reply.on('error', fail);
      reply.on('end', () => resolve({ status: reply.statusCode, headers: reply.headers, text: Buffer.concat(pieces).toString() }));
    });
    sent.setTimeout(millisMax, () => sent.destroy(new Error('no reply in time')));
    sent.on('error', fail);
    sent.end(body);
  });
}

/** What each person's reply has to be, the same from both APIs, or an error that names the difference. */
export async function agreed(targets, workload, people) {
  const replies = [];
  for (const person of people) {
    const [first, ...others] = await Promise.all(targets.map((target) => send(target, target.request(workload, person))));
    for (const reply of [first, ...others]) {
      if (reply.status !== 200 || !workload.isWhole(JSON.parse(reply.text))) throw new Error(`${workload.name}: ${reply.status} ${reply.text.slice(0, 400)}`);
    }
    const form = common(JSON.parse(first.text));
    for (const reply of others) {
      if (!isDeepStrictEqual(common(JSON.parse(reply.text)), form)) throw new Error(`${workload.name}: the replies differ for ${person.subject}`);
    }
    replies.push({ person, form });
  }
  return replies;
}

/** Asks like everybody else while there is load and compares whole bodies. */
function sample(target, workload, expected) {
  const agent = new Agent({ keepAlive: true });
  let going = true;
  let checked = 0;
  let wrong = 0;
  const ended = (async () => {
    while (going) {
      const { person, form } = expected[checked % expected.length];
      const reply = await send(target, target.request(workload, person), agent);
      checked += 1;
      if (reply.status !== 200 || !isDeepStrictEqual(common(JSON.parse(reply.text)), form)) wrong += 1;
      await new Promise((resolve) => setTimeout(resolve, 400));
    }
    agent.destroy();
    return { checked, wrong };
  })();
  return () => ((going = false), ended);
}

const SCRIPT = `
local index = 0
request = function()
  index = index % #requests + 1
  return requests[index]
end
done = function(summary, latency)
  local errors = summary.errors
  io.write(string.format('RESULT {"requests":%d,"micros":%d,"bytes":%d,"p50":%d,"p99":%d,"status":%d,"broken":%d}\\n',
    summary.requests, summary.duration, summary.bytes, latency:percentile(50), latency:percentile(99), errors.status,
    errors.connect + errors.read + errors.write + errors.timeout))
end`;

/** A Lua string that holds any bytes. */
const lua = (text) => `"${text.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`;

function writeScript(target, workload, people) {
  const requests = people.map((person) => {
    const { headers, body } = target.request(workload, person);
    const fields = Object.entries(headers).map(([name, value]) => `[${lua(name)}]=${lua(value)}`);
    return `  wrk.format("POST", ${lua(target.path)}, {${fields.join(',')}}, ${lua(body)}),`;
  });
  const file = join(scratch, `wrk-${target.port}-${workload.name}.lua`);
  writeFileSync(file, `local requests\ninit = function()\n  requests = {\n${requests.join('\n')}\n}\nend\n${SCRIPT}`);
  return file;
}

async function wrk(target, script, { seconds, connections }) {
  const child = spawn('wrk', ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', '--latency', '-s', script, `http://127.0.0.1:${target.port}${target.path}`]);
  let output = '';
  child.stdout.on('data', (text) => (output += text));
  child.stderr.on('data', (text) => (output += text));
  await once(child, 'exit');
  const result = /RESULT (.*)/.exec(output);
  if (!result) throw new Error(`wrk failed:\n${output}`);
  return JSON.parse(result[1]);
}

/**
 * wrk over 32 connections, each person in turn. Statuses and the mean length are those of all
 * replies; whole bodies those of a few requests a second beside it.
 */
export async function throughput(target, database, workload, { people, expected }, { seconds, connections }) {
  const script = writeScript(target, workload, people);
  const stop = sample(target, workload, expected);
  const before = [familyCpuMicros(target.child.pid), familyCpuMicros(database.pid)];
  const result = await wrk(target, script, { seconds, connections });
  const after = [familyCpuMicros(target.child.pid), familyCpuMicros(database.pid)];
  const bodies = await stop();
  const all = result.requests + bodies.checked;
  return {
    perSecond: round(result.requests / (result.micros / 1e6)),
    millisP50: round(result.p50 / 1000, 1),
    millisP99: round(result.p99 / 1000, 1),
    serverCpuMicros: round((after[0] - before[0]) / all),
    postgresCpuMicros: round((after[1] - before[1]) / all),
    bytesPerReply: round(result.bytes / result.requests),
    failed: result.status + result.broken,
    bodiesChecked: bodies.checked,
    bodiesWrong: bodies.wrong,
    residentMiB: family(target.child.pid).reduce((sum, pid) => sum + residentMiB(pid), 0),
  };
}

/**
 * So many requests a second whatever the answers take, at random times (a Poisson process). Latency
 * counts from the time a request was meant to be sent, so a slow server cannot slow the load down.
 */
export async function constantRate(target, pick, { perSecond, seconds, random }) {
  const agent = new Agent({ keepAlive: true, maxSockets: 512 });
  const samples = [];
  const pending = new Set();
  const start = performance.now();
  const end = start + seconds * 1000;
  let due = start;
  let lateMillisMax = 0;
  while (due < end) {
    const now = performance.now();
    if (due > now) await new Promise((resolve) => setTimeout(resolve, due - now));
    while (due <= performance.now() && due < end) {
      const meant = due;
      lateMillisMax = Math.max(lateMillisMax, performance.now() - meant);
      const { kind, request, isWhole } = pick();
      const one = send(target, request, agent).then((reply) => {
        samples.push({ kind, millis: performance.now() - meant, status: reply.status, whole: reply.status === 200 && isWhole(reply.text) });
        pending.delete(one);
      });
      pending.add(one);
      due += (-Math.log(1 - random()) * 1000) / perSecond;
    }
  }
  await Promise.all(pending);
  agent.destroy();
  return { figures: latencies(samples, seconds), lateMillisMax: round(lateMillisMax, 1) };
}

/** By what `key` says of each. */
function grouped(list, key) {
  const groups = {};
  for (const one of list) (groups[key(one)] ??= []).push(one);
  return groups;
}

function latencies(samples, seconds) {
  const of = (some) => {
    const millis = some.map((one) => one.millis);
    return {
      requests: some.length,
      notWhole: some.filter((one) => !one.whole).length,
      millisP50: round(quantile(millis, 0.5), 1),
      millisP95: round(quantile(millis, 0.95), 1),
      millisP99: round(quantile(millis, 0.99), 1),
      millisMax: round(Math.max(...millis), 1),
    };
  };
  const kinds = grouped(samples, (one) => one.kind);
  return {
    perSecond: round(samples.length / seconds, 1),
    statuses: Object.fromEntries(Object.entries(grouped(samples, (one) => one.status)).map(([status, some]) => [status, some.length])),
    all: of(samples),
    ...Object.fromEntries(Object.entries(kinds).map(([kind, some]) => [kind, of(some)])),
  };
}
