// What is measured and what it is measured with: our AI service alone (on PostgreSQL of its own),
// Portkey's gateway, an upstream of nginx for JSON and one of Node for streams.
import { execFileSync, spawn } from 'node:child_process';
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../../e2e/support/product.mjs';
import { until } from '../../e2e/support/until.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const PORTKEY_VERSION = '1.15.2';
export const scratch = mkdtempSync(join(tmpdir(), 'foundry-bench-'));
const running = new Set();

process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(scratch, { recursive: true, force: true });
});
process.on('SIGINT', () => process.exit(130));

export function need(program, packageName) {
  try {
    execFileSync('which', [program], { stdio: 'ignore' });
  } catch {
    console.error(`${program} is needed (Debian: apt-get install ${packageName}).`);
    process.exit(1);
  }
}

/** Starts a program on the given cores ('0', '0,1') and keeps what it says. */
export function start(cores, command, args, options = {}) {
  const child = spawn('taskset', ['-c', cores, command, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options });
  child.output = '';
  child.stdout.on('data', (text) => (child.output += text));
  child.stderr.on('data', (text) => (child.output += text));
  running.add(child);
  child.on('exit', () => running.delete(child));
  child.stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  return child;
}

async function answering(what, url, child) {
  await until(
    what,
    async () => {
      if (child.exitCode !== null) throw new Error(`${what} ended:\n${child.output}`);
      return fetch(url).then((reply) => reply.status < 500, () => false);
    },
    60_000,
  );
}

const WHOLE = JSON.stringify({
  id: 'chatcmpl-bench',
  object: 'chat.completion',
  created: 1_790_000_000,
  model: 'whole',
  choices: [{ index: 0, message: { role: 'assistant', content: 'The answer is forty-two.', refusal: null }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 12, completion_tokens: 7, total_tokens: 19 },
});

/** One JSON reply, as fast as a web server can. */
export async function nginx(port, cores) {
  const conf = join(scratch, 'nginx.conf');
  writeFileSync(
    conf,
    `worker_processes 1; daemon off; error_log stderr; pid ${scratch}/nginx.pid;
events { worker_connections 4096; }
http { access_log off; keepalive_requests 1000000000; keepalive_timeout 300; tcp_nodelay on; default_type application/json;
server { listen 127.0.0.1:${port} backlog=4096; location / { return 200 '${WHOLE}'; } } }`,
  );
  const child = start(cores, 'nginx', ['-p', scratch, '-c', conf]);
  await answering('nginx', `http://127.0.0.1:${port}/`, child);
  return child;
}

/** Streams, and replies that fail. */
export async function upstream(port, cores) {
  const child = start(cores, process.execPath, [join(here, 'upstream.mjs'), String(port)]);
  await answering('the upstream', `http://127.0.0.1:${port}/calls`, child);
  return child;
}

/** A collector that takes traces and forgets them. */
export function collector(port) {
  return new Promise((resolve) => {
    const server = createServer((request, response) => request.resume().on('end', () => response.end('{}')));
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

export async function portkey(port, cores) {
  const folder = join(tmpdir(), `foundry-bench-portkey-${PORTKEY_VERSION}`);
  const server = join(folder, 'node_modules/@portkey-ai/gateway/build/start-server.js');
  if (!existsSync(server)) {
    mkdirSync(folder, { recursive: true });
    const what = `@portkey-ai/gateway@${PORTKEY_VERSION}`;
    execFileSync('npm', ['install', '--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--prefix', folder, what], { stdio: 'ignore' });
  }
  const child = start(cores, process.execPath, [server, `--port=${port}`, '--headless']);
  await answering('Portkey', `http://127.0.0.1:${port}/`, child);
  return {
    child,
    name: `Portkey ${PORTKEY_VERSION}`,
    port,
    path: '/v1/chat/completions',
    headers: (base) => ({ authorization: 'Bearer bench', 'x-portkey-provider': 'openai', 'x-portkey-custom-host': base }),
  };
}


const token = (secret, organization) => {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: 'foundry-api', aud: 'foundry-ai', sub: randomUUID(), org: organization, rid: 'req_of_the_bench', jti: randomUUID(), iat: now, exp: now + 60 };
  const signed = `${part({ alg: 'HS256', typ: 'internal+jwt' })}.${part(claims)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
};

/** PostgreSQL as the product runs it. */
export async function database(base) {
  const data = join(scratch, 'data');
  const child = start('0,1', './foundry', ['database', '--data', data, '--port', String(base)]);
  await until('PostgreSQL', () => {
    if (child.exitCode !== null) throw new Error(`PostgreSQL ended:\n${child.output}`);
    return child.output.includes('Ctrl-C');
  }, 120_000);
  const secret = (name) => readFileSync(join(data, 'secrets', name), 'utf8').trim();
  return {
    child,
    env: {
      FOUNDRY_DATABASE_URL: /jdbc:postgresql:\S+/.exec(child.output)[0],
      FOUNDRY_DATABASE_OWNER: 'foundry_owner',
      FOUNDRY_DATABASE_OWNER_PASSWORD: secret('postgres-owner'),
      FOUNDRY_AI_DATABASE_USER_PASSWORD: randomBytes(24).toString('base64url'),
    },
  };
}

/** Our AI service alone, with authentication by API key, metering and telemetry on. */
export async function foundryAi(port, cores, postgres, env) {
  const secret = randomBytes(32).toString('base64url');
  const child = start(cores, './foundry', ['ai'], {
    env: {
      ...process.env,
      ...postgres.env,
      FOUNDRY_AI_PORT: String(port),
      FOUNDRY_AI_INDEX_PATH: join(scratch, 'index'),
      FOUNDRY_AI_USAGE_PATH: join(scratch, 'usage'),
      FOUNDRY_INTERNAL_SECRET: secret,
      OPENAI_API_KEY: 'bench',
      FOUNDRY_MODEL: 'whole',
      ...env,
    },
  });
  await answering('the AI service', `http://127.0.0.1:${port}/readyz`, child);
  const created = await fetch(`http://127.0.0.1:${port}/v1/keys`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token(secret, randomUUID())}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'bench' }),
  }).then((reply) => reply.json());
  return {
    child,
    name: 'Universal AI Foundry',
    port,
    path: '/v1/chat/completions',
    model: (name) => `openai/${name}`,
    headers: () => ({ authorization: `Bearer ${created.key}` }),
  };
}
