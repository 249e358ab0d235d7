// What the GraphQL API costs and survives on this machine, beside PostGraphile in the same run on the
// same database. `make bench-api`; figures go to bench/results/api.json. Needs wrk and taskset.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { freeBase, root } from '../e2e/support/product.mjs';
import { round } from './ai/figures.mjs';
import { need } from './ai/services.mjs';
import { startDatabase } from './api/database.mjs';
import { startIssuer } from './api/issuer.mjs';
import { SIZE, seed } from './api/seed.mjs';
import { Q, R, V } from './api/workloads.mjs';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '15' },
    requests: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '20261123' },
  },
});
const PARTS = ['Q', 'R', 'V', 'slo', 'live', 'fuzz', 'plans'];
const wanted = options.only?.split(',') ?? PARTS;
const unknown = wanted.filter((part) => !PARTS.includes(part));
if (unknown.length > 0) {
  console.error(`--only: ${unknown} (expected: of ${PARTS})`);
  process.exit(1);
}

need('wrk', 'wrk');
need('taskset', 'util-linux');
const say = (text) => console.log(`${new Date().toISOString().slice(11, 19)} ${text}`);
const figures = {};
const settings = { rounds: Number(options.rounds), seconds: Number(options.seconds), requests: Number(options.requests), seed: Number(options.seed) };

/** Everything but the reading plans is asked of one database with people in it. */
async function onPeople(parts) {
  say('starting PostgreSQL');
  const database = await startDatabase(await freeBase());
  const issuer = await startIssuer(await freeBase());
  say('seeding');
  const people = await seed(database.client, issuer.url);
  for (const person of people) person.token = issuer.token(person);
  const bench = { database, issuer, people, settings, say };
  for (const [part, module, run] of parts) {
    const measure = (await import(`./api/${module}.mjs`))[run];
    figures[part] = await measure(bench, part);
    say(`${part}: ${JSON.stringify(figures[part])}`);
  }
  await database.client.end();
  await database.child.stop();
}

const COMPARED = { Q, R, V };
const compared = wanted.filter((part) => part in COMPARED);
const parts = [
  ...(compared.length > 0 ? [['throughput', 'compare', 'compare']] : []),
  ...(wanted.includes('slo') ? [['slo', 'slo', 'slo']] : []),
  ...(wanted.includes('live') ? [['live', 'live', 'live']] : []),
  ...(wanted.includes('fuzz') ? [['fuzz', 'fuzz', 'fuzz']] : []),
];
settings.workloads = compared.map((part) => COMPARED[part]);
if (parts.length > 0) await onPeople(parts);
if (wanted.includes('plans')) {
  const { plans } = await import('./api/plans.mjs');
  figures.plans = await plans({ say });
}

const machine = { cpus: cpus().length, cpu: cpus()[0].model, memoryGiB: round(totalmem() / 2 ** 30), node: process.version };
mkdirSync(`${root}/bench/results`, { recursive: true });
const file = options.only === undefined ? `${root}/bench/results/api.json` : `${root}/bench/results/api-${options.only.replaceAll(',', '-')}.json`;
writeFileSync(file, `${JSON.stringify({ at: new Date().toISOString().slice(0, 10), command: ['node bench/api.mjs', ...process.argv.slice(2)].join(' '), machine, data: SIZE, figures }, null, 2)}\n`);
say(`written to ${file.slice(root.length + 1)}`);
process.exit(0);
