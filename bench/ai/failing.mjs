// A provider of which one call in ten fails and one in ten hangs, with a healthy one beside it: who
// is answered in time, and how many calls the providers see for it.
import { writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { quantile, round } from './figures.mjs';
import { foundryAi, scratch, upstream } from './services.mjs';

const CALLS = 20_000;
const AT_ONCE = 64;
const DEADLINE_MILLIS = 10_000;

const ROUTES = `routes:
  steady:
    fallbacks:
      - targets: [openai/bad]
      - targets: [spare/whole]
`;

function call(us, agent) {
  const body = JSON.stringify({ model: 'steady', messages: [{ role: 'user', content: 'What is the answer?' }] });
  const started = performance.now();
  return new Promise((resolve) => {
    const done = (status) => resolve({ status, millis: performance.now() - started });
    const sent = request(
      { port: us.port, host: '127.0.0.1', method: 'POST', path: us.path, agent, headers: { ...us.headers(), 'content-type': 'application/json', 'x-foundry-deadline-ms': DEADLINE_MILLIS, 'content-length': Buffer.byteLength(body) } },
      (reply) => reply.resume().on('end', () => done(reply.statusCode)),
    );
    sent.setTimeout(DEADLINE_MILLIS * 2, () => sent.destroy(new Error('late')));
    sent.on('error', () => done(0));
    sent.end(body);
  });
}

export async function failing({ postgres, port, upstreamPort }) {
  const provider = await upstream(upstreamPort, '0,1');
  const routes = join(scratch, 'routes.yaml');
  writeFileSync(routes, ROUTES);
  const us = await foundryAi(port, '0,1', postgres, {
    OPENAI_BASE_URL: `http://127.0.0.1:${upstreamPort}/v1`,
    FOUNDRY_COMPATIBLE_SERVERS: `spare=http://127.0.0.1:${upstreamPort}/v1`,
    FOUNDRY_ROUTES_PATH: routes,
  });
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  await fetch(`http://127.0.0.1:${upstreamPort}/calls`);
  const results = [];
  let left = CALLS;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (left-- > 0) results.push(await call(us, agent));
    }),
  );
  const { calls } = await fetch(`http://127.0.0.1:${upstreamPort}/calls`).then((reply) => reply.json());
  agent.destroy();
  await us.child.stop();
  await provider.stop();
  const answered = results.filter(({ status, millis }) => status === 200 && millis <= DEADLINE_MILLIS);
  return {
    calls: results.length,
    answeredWithinDeadlinePercent: round((100 * answered.length) / results.length, 3),
    deadlineMillis: DEADLINE_MILLIS,
    upstreamCallsPerCall: round(calls / results.length, 3),
    millisP50: round(quantile(results.map((one) => one.millis), 0.5), 1),
    millisP999: round(quantile(results.map((one) => one.millis), 0.999)),
  };
}
