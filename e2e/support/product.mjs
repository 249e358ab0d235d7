import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from './until.mjs';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** A data folder of its own, removed when the test process ends. */
export function freshData() {
  const folder = mkdtempSync(join(tmpdir(), 'foundry-e2e-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function isFree(port) {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** The first of five free ports in a row. */
export async function freeBase() {
  for (;;) {
    const base = 20_000 + Math.floor(Math.random() * 20_000);
    const free = await Promise.all([0, 1, 2, 3, 4].map((offset) => isFree(base + offset)));
    if (free.every(Boolean)) return base;
  }
}

/** `./foundry up`, ready to use. Without a model provider unless `env` names one. */
export async function startProduct({ data = freshData(), port, env = {} } = {}) {
  const base = port ?? (await freeBase());
  const started = Date.now();
  const child = spawn('./foundry', ['up', '--port', String(base), '--data', data], {
    cwd: root,
    env: { ...process.env, OPENAI_API_KEY: '', OPENAI_BASE_URL: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  const product = { url: `http://127.0.0.1:${base}`, base, data, child, output: '' };
  child.stdout.on('data', (text) => (product.output += text));
  child.stderr.on('data', (text) => (product.output += text));
  process.on('exit', () => child.kill('SIGKILL'));

  product.stop = async () => {
    child.kill('SIGTERM');
    await exited;
  };
  product.kill = async () => {
    child.kill('SIGKILL');
    await exited;
  };
  await until(`ready on ${base}`, () => {
    if (child.exitCode !== null) throw new Error(`./foundry up ended:\n${product.output}`);
    return product.output.includes('is ready');
  }, 300_000);
  product.millisToReady = Date.now() - started;
  return product;
}
