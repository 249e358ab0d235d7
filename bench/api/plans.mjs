// How a nested list is best read from PostgreSQL: the ways, on 10 thousand and a million documents,
// with row-level security and without, by one connection and by 32. What docs/adr/0012 rests on.
import { isDeepStrictEqual } from 'node:util';
import { freeBase } from '../../e2e/support/product.mjs';
import { quantile, round } from '../ai/figures.mjs';
import { familyCpuMicros, startDatabase } from './database.mjs';
import { pg } from './packages.mjs';
import { BOUND, CURES, LARGE, LARGE_ORGANIZATION, PEERS, PLAIN, WAYS, plainRole } from './planned.mjs';
import { randomFrom } from './random.mjs';
import { seed } from './seed.mjs';

const SIZES = [
  { rows: '10 thousand', organizations: 5, people: 100, projects: 20, documents: 100, jobs: 50 },
  { rows: '1 million', organizations: 500, people: 10_000, projects: 20, documents: 100, jobs: 50 },
];
const CONNECTIONS = [1, 32];
const SECONDS = 6;
/** With plan_cache_mode auto a connection plans a statement anew five times before it may keep a plan. */
const WARM_REQUESTS = 30;

/** As the API sets it for its connections. */
const AS_THE_API = '-c plan_cache_mode=force_generic_plan';

/** Values as PostgreSQL sends them: what a client makes of them is not measured. */
const raw = { getTypeParser: () => (value) => value };

async function connect(login, settings) {
  const client = new pg.Client({ ...login, types: raw, options: `-c statement_timeout=60000 ${settings ?? AS_THE_API}` });
  await client.connect();
  return client;
}

/** One read as the API does it: a transaction for one viewer. */
async function read(client, way, who) {
  const started = performance.now();
  await client.query('begin read only');
  await client.query({ name: 'viewer', text: "select set_config('app.user_id', $1, true), set_config('app.org_id', '', true)", values: [who.user] });
  const ask = async (name, text, values) => (await client.query({ name: `${way.name} ${name}`, text, values, rowMode: 'array' })).rows;
  const found = await way.run(ask, who);
  await client.query('commit');
  return { millis: performance.now() - started, found };
}

/** So many connections ask, one read after the other, each time for another organization. */
async function measure(database, login, way, people, { connections, seconds, settings }) {
  const random = randomFrom(1);
  const anybody = () => people[Math.floor(random() * people.length)];
  const clients = await Promise.all(Array.from({ length: connections }, () => connect(login, settings)));
  const work = async (until, samples) => {
    await Promise.all(
      clients.map(async (client) => {
        for (let count = 0; until(count); count += 1) samples.push((await read(client, way, anybody())).millis);
      }),
    );
  };
  await work((count) => count < WARM_REQUESTS, []);
  const samples = [];
  const [cpu, start] = [familyCpuMicros(database.pid), performance.now()];
  await work(() => performance.now() - start < seconds * 1000, samples);
  const took = (performance.now() - start) / 1000;
  const used = familyCpuMicros(database.pid) - cpu;
  await Promise.all(clients.map((client) => client.end()));
  return {
    perSecond: round(samples.length / took),
    millisMedian: round(quantile(samples, 0.5), 2),
    millisP99: round(quantile(samples, 0.99), 2),
    postgresCpuMicros: round(used / samples.length),
  };
}

async function checkSame(login, ways, people) {
  const client = await connect(login);
  for (const who of people.slice(0, 5)) {
    const forms = [];
    for (const way of ways) forms.push(way.form((await read(client, way, who)).found));
    forms.forEach((form, i) => {
      if (!isDeepStrictEqual(form, forms[0])) throw new Error(`${ways[i].name} found something else than ${ways[0].name}`);
    });
  }
  await client.end();
}

async function ofSize(size, { say }) {
  const { rows, ...numbers } = size;
  say(`plans: seeding ${rows} documents`);
  const database = await startDatabase(await freeBase(), `plans-${numbers.organizations}`);
  const people = (await seed(database.client, 'http://bench', numbers)).filter((one) => one.role !== 'VIEWER');
  const plain = await plainRole(database);
  await checkSame(database.app, WAYS, people);
  const figures = {};
  for (const [security, login] of [[BOUND, database.app], [PLAIN, plain]]) {
    for (const connections of CONNECTIONS) {
      for (const way of WAYS) {
        const key = `${security}, ${connections} connection${connections > 1 ? 's' : ''}`;
        figures[key] ??= {};
        figures[key][way.name] = await measure(database, login, way, people, { connections, seconds: SECONDS });
        say(`plans: ${rows}, ${key}, ${way.name}: ${JSON.stringify(figures[key][way.name])}`);
      }
    }
  }
  return { database, people, plain, figures };
}

/** Each of these changes alone, by one connection. */
async function changes(database, list, people, say) {
  const figures = {};
  for (const change of list) {
    for (const statement of change.apply ?? []) await database.client.query(statement);
    for (const way of change.ways) {
      const key = `${change.name}: ${way.name}`;
      figures[key] = await measure(database, database.app, way, people, { connections: 1, seconds: SECONDS / 2, settings: change.settings });
      say(`plans: ${key}: ${JSON.stringify(figures[key])}`);
    }
    for (const statement of change.undo ?? []) await database.client.query(statement);
  }
  return figures;
}

async function largeOrganization({ database, people }, say) {
  for (const statement of LARGE_ORGANIZATION) await database.client.query(statement, [people[0].organization]);
  await database.client.query('vacuum (analyze) app.membership');
  await database.client.query('vacuum (analyze) app.document');
  return changes(database, PEERS, [people[0]], say);
}

/** One project with a hundred thousand documents: the first page must not read them all. */
async function large({ database, people }, say) {
  const who = people[0];
  const { rows } = await database.client.query('select id from app.project where org_id = $1 order by created_at desc, id desc limit 1', [who.organization]);
  await database.client.query(
    `insert into app.document (org_id, project_id, owner_id, name, media_type, size_bytes, sha256, status, created_at)
     select $1::uuid, $2::uuid, $3::uuid, 'Large ' || n, 'text/plain', 1000, encode(sha256(('large ' || n)::bytea), 'hex'), 'READY', now() - n * interval '1 second'
     from generate_series(1, 100000) n`,
    [who.organization, rows[0].id, who.user],
  );
  await database.client.query('vacuum (analyze) app.document');
  const figures = {};
  for (const way of LARGE(rows[0].id)) {
    figures[way.name] = await measure(database, database.app, way, [who], { connections: 1, seconds: SECONDS / 2 });
    say(`plans: first page of 100,000: ${way.name}: ${JSON.stringify(figures[way.name])}`);
  }
  return figures;
}

export async function plans(bench) {
  const figures = {};
  for (const size of SIZES) {
    const made = await ofSize(size, bench);
    figures[`${size.rows} documents`] = made.figures;
    if (size === SIZES.at(-1)) {
      figures.cures = await changes(made.database, CURES, made.people, bench.say);
      figures.firstPageOfLargeList = await large(made, bench.say);
      figures.organizationOfAThousand = await largeOrganization(made, bench.say);
    }
    await made.database.client.end();
    await made.database.child.stop();
  }
  return figures;
}
