// PostgreSQL as the product runs it, migrated by the product, and what it does while it is measured.
import { randomBytes } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { until } from '../../e2e/support/until.mjs';
import { scratch, start } from '../ai/services.mjs';
import { cpuMicros } from '../ai/figures.mjs';
import { pg } from './packages.mjs';

/** Room for all data in memory and statement counts; the rest is as the product configures it. */
const SETTINGS = {
  shared_preload_libraries: 'pg_stat_statements',
  shared_buffers: '1GB',
  random_page_cost: '1.1',
  effective_cache_size: '4GB',
  max_connections: '120',
};

async function run(data, port) {
  const child = start('0,1', './foundry', ['database', '--data', data, '--port', String(port)]);
  await until('PostgreSQL', () => {
    if (child.exitCode !== null) throw new Error(`PostgreSQL ended:\n${child.output}`);
    return child.output.includes('Ctrl-C');
  }, 900_000); // it may have to be built first
  return child;
}

/** Starts it, sets what can only be set before a start, starts it again and migrates it. */
export async function startDatabase(port, name = 'api-data') {
  const data = join(scratch, name);
  let child = await run(data, port);
  const secret = (file) => readFileSync(join(data, 'secrets', file), 'utf8').trim();
  const jdbc = /jdbc:postgresql:\S+/.exec(child.output)[0];
  const address = new URL(jdbc.replace('jdbc:postgresql:', 'http:'));
  const login = { host: address.hostname, port: Number(address.port), database: address.pathname.slice(1) };
  const superuser = { ...login, user: 'postgres', password: secret('postgres') };
  await withClient(superuser, async (client) => {
    for (const [setting, value] of Object.entries(SETTINGS)) {
      await client.query(`alter system set ${setting} = '${value}'`);
    }
  });
  await child.stop();
  child = await run(data, port);
  const app = { ...login, user: 'foundry_app', password: randomBytes(24).toString('base64url') };
  const env = {
    FOUNDRY_DATABASE_URL: jdbc,
    FOUNDRY_DATABASE_USER: app.user,
    FOUNDRY_DATABASE_USER_PASSWORD: app.password,
    FOUNDRY_QUEUE_USER: 'foundry_queue',
    FOUNDRY_QUEUE_USER_PASSWORD: randomBytes(24).toString('base64url'),
  };
  await migrate({
    ...env,
    FOUNDRY_DATABASE_OWNER: 'foundry_owner',
    FOUNDRY_DATABASE_OWNER_PASSWORD: secret('postgres-owner'),
    FOUNDRY_AI_DATABASE_USER: 'foundry_ai',
    FOUNDRY_AI_DATABASE_USER_PASSWORD: randomBytes(24).toString('base64url'),
  });
  const pid = postmaster(data);
  process.on('exit', () => endNow(pid)); // it outlives the program that started it
  const client = new pg.Client(superuser);
  await client.connect();
  client.on('error', () => {}); // the server ends before we do
  await client.query('create extension if not exists pg_stat_statements');
  return { child, env, app, superuser, client, pid };
}

async function migrate(env) {
  const child = start('0,1', './foundry', ['migrate'], { env: { ...process.env, ...env } });
  const [status] = await once(child, 'exit');
  if (status !== 0) throw new Error(`the migration failed:\n${child.output}`);
}

export async function withClient(login, work) {
  const client = new pg.Client(login);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function postmaster(data) {
  const file = execFileSync('find', [data, '-name', 'postmaster.pid']).toString().trim().split('\n')[0];
  return Number(readFileSync(file, 'utf8').split('\n')[0]);
}

function endNow(pid) {
  try {
    process.kill(pid, 'SIGQUIT');
  } catch {
    // ended in good order
  }
}

/** Fields of /proc/<pid>/stat behind the program's name: [1] is the parent, [13] and [14] ended children's time. */
function stat(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
  } catch {
    return undefined; // ended meanwhile
  }
}

/** A process and all below it. */
export function family(pid) {
  const children = new Map();
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const parent = Number(stat(entry)?.[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
  }
  const all = [pid];
  for (let i = 0; i < all.length; i += 1) all.push(...(children.get(all[i]) ?? []));
  return all;
}

/** CPU of a process, of all that live below it, and of those of its children that have ended. */
export function familyCpuMicros(pid) {
  const fields = stat(pid);
  const ended = (Number(fields[13]) + Number(fields[14])) * 10_000;
  return family(pid).reduce((sum, one) => sum + (stat(one) ? cpuMicros(one) : 0), ended);
}

/** What was sent since the last call, by statement, of all roles but the superuser. */
export async function statements(client) {
  const { rows } = await client.query(
    `select s.query, s.calls::int from pg_stat_statements s join pg_roles r on r.oid = s.userid
     where not r.rolsuper order by s.calls desc, s.query`,
  );
  await client.query('select pg_stat_statements_reset()');
  return rows;
}
