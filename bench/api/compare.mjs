// The same questions to both APIs in turn: requests a second, CPU of each side, statements a request.
import { freeBase } from '../../e2e/support/product.mjs';
import { median, round, spread } from '../ai/figures.mjs';
import { statements } from './database.mjs';
import { agreed, send, throughput } from './load.mjs';
import { startFoundry, startPostGraphile } from './services.mjs';

const CONNECTIONS = 32;
/** Whose bodies are compared: one of each organization. All people ask, each within the rate limits. */
const COMPARED = 50;
/** Until the compilers have nothing left to do. */
const WARM_ROUNDS = 3;

/** What tells PostgreSQL for whom a transaction is; ours answers the person's roles with it. */
const WHO_ASKS = /set_config|app\.enter\(/;

/** Sends the same request a few times and lists what reached PostgreSQL, by the request. */
async function counted(target, database, workload, person) {
  const times = 20;
  for (let i = 0; i < times; i += 1) await send(target, target.request(workload, person));
  await statements(database.client);
  for (let i = 0; i < times; i += 1) await send(target, target.request(workload, person));
  const all = (await statements(database.client)).map(({ query, calls }) => ({ query, perRequest: round(calls / times, 2) }));
  const aboutData = all.filter(({ query, perRequest }) => /\bapp"?\./.test(query) && !WHO_ASKS.test(query) && perRequest > 0);
  return {
    data: round(aboutData.reduce((sum, one) => sum + one.perRequest, 0), 2),
    all: round(all.reduce((sum, one) => sum + one.perRequest, 0), 2),
    which: aboutData.map(({ query, perRequest }) => `${perRequest} x ${query.replace(/\s+/g, ' ').slice(0, 120)}`),
  };
}

async function one(workload, targets, { database, people, settings, say }) {
  const expected = await agreed(targets, workload, people.slice(0, COMPARED));
  say(`${workload.name}: ${expected.length} replies are the same`);
  const sql = [];
  for (const target of targets) sql.push(await counted(target, database, workload, people[0]));
  const load = { seconds: settings.seconds, connections: CONNECTIONS };
  const rounds = targets.map(() => []);
  for (let round = -WARM_ROUNDS; round < settings.rounds; round += 1) {
    for (const [i, target] of targets.entries()) {
      const figures = await throughput(target, database, workload, { people, expected }, load);
      say(`${workload.name} ${round < 0 ? 'warm-up' : round + 1} ${target.name}: ${JSON.stringify(figures)}`);
      if (round >= 0) rounds[i].push(figures);
    }
  }
  const [us, them] = targets.map((target, i) => side(rounds[i], sql[i]));
  const ratio = (name) => spread(rounds[0].map((figures, i) => round(figures[name] / rounds[1][i][name], 2)));
  return { what: workload.what, bodiesEqual: expected.length, foundry: us, [targets[1].name]: them, timesTheirs: ratio('perSecond') };
}

const SUMS = ['failed', 'bodiesChecked', 'bodiesWrong'];
const LAST = ['bytesPerReply', 'residentMiB'];

function side(rounds, sql) {
  const names = Object.keys(rounds[0]);
  const value = (name) => {
    const values = rounds.map((figures) => figures[name]);
    if (SUMS.includes(name)) return values.reduce((sum, one) => sum + one, 0);
    return LAST.includes(name) ? median(values) : spread(values);
  };
  return { ...Object.fromEntries(names.map((name) => [name, value(name)])), statementsPerRequest: sql };
}

export async function compare(bench) {
  const { database, issuer, settings } = bench;
  const documents = settings.workloads.map((workload) => workload.ours.text);
  const targets = [
    await startFoundry({ port: await freeBase(), database, issuer, documents }),
    await startPostGraphile({ port: await freeBase(), database }),
  ];
  const figures = { connections: CONNECTIONS, secondsPerRound: settings.seconds, rounds: settings.rounds, whoAsks: 'ours checks an access token (ES256); PostGraphile takes a header for granted' };
  for (const workload of settings.workloads) figures[workload.name] = await one(workload, targets, bench);
  for (const target of targets) await target.child.stop();
  return figures;
}
