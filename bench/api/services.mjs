// The two APIs, each on the same database, and what stands in for the parts that are not measured.
import { createHash, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from '../../e2e/support/until.mjs';
import { scratch, start } from '../ai/services.mjs';
import { NODE24, POSTGRAPHILE_VERSION, node24, packages } from './packages.mjs';

const here = dirname(fileURLToPath(import.meta.url));

export const documentId = (text) => createHash('sha256').update(text).digest('hex');

async function listening(what, url, child) {
  await until(what, async () => {
    if (child.exitCode !== null) throw new Error(`${what} ended:\n${child.output}`);
    return fetch(url).then((reply) => reply.status < 500, () => false);
  }, 300_000);
}

/** `./foundry api` as in production: registered documents only, tokens checked, nothing switched off. */
export async function startFoundry({ port, database, issuer, documents, env = {} }) {
  const file = join(scratch, `documents-${port}.json`);
  writeFileSync(file, JSON.stringify(Object.fromEntries(documents.map((text) => [documentId(text), text]))));
  const child = start('0,1', './foundry', ['api'], {
    env: {
      ...process.env,
      ...database.env,
      FOUNDRY_ENVIRONMENT: 'production',
      FOUNDRY_API_PORT: String(port),
      FOUNDRY_DOCUMENTS_PATH: file,
      FOUNDRY_OIDC_ISSUER: issuer.url,
      FOUNDRY_AI_URL: 'http://127.0.0.1:9',
      FOUNDRY_INTERNAL_SECRET: randomBytes(32).toString('base64url'),
      FOUNDRY_STORAGE_BUCKET: 'uploads',
      FOUNDRY_STORAGE_ENDPOINT: 'http://127.0.0.1:9',
      FOUNDRY_STORAGE_ACCESS_KEY: 'bench',
      FOUNDRY_STORAGE_SECRET_KEY: 'bench',
      FOUNDRY_RATE_PERSON: '6000000', // on, and never reached by a few people who stand for many
      FOUNDRY_RATE_ORGANIZATION: '6000000',
      FOUNDRY_WORKER: 'none',
      ...env,
    },
  });
  await listening('the API', `http://127.0.0.1:${port}/healthz`, child);
  return {
    name: 'foundry',
    child,
    port,
    path: '/query',
    request: (workload, person) => ({
      headers: { authorization: `Bearer ${person.token}`, 'content-type': 'application/json', accept: 'application/graphql-response+json' },
      body: JSON.stringify({ documentId: `sha256:${documentId(workload.ours.text)}`, variables: workload.ours.variables(person) }),
    }),
  };
}

/** PostGraphile, a cluster of two processes. Who asks it takes from a header; ours checks a token. */
export async function startPostGraphile({ port, database }) {
  const child = start('0,1', node24, [join(here, 'postgraphile.mjs')], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      GRAPHILE_ENV: 'production',
      BENCH_PACKAGES: packages,
      BENCH_PORT: String(port),
      BENCH_DATABASE: JSON.stringify(database.app),
    },
  });
  await until('PostGraphile', () => {
    if (child.exitCode !== null) throw new Error(`PostGraphile ended:\n${child.output}`);
    return child.output.split('serving').length > 2;
  }, 120_000);
  return {
    name: `PostGraphile ${POSTGRAPHILE_VERSION} (2 processes, ${NODE24})`,
    child,
    port,
    path: '/graphql',
    request: (workload, person) => ({
      headers: { 'x-user': person.user, 'content-type': 'application/json', accept: 'application/graphql-response+json' },
      body: JSON.stringify({ query: workload.theirs.text, variables: workload.theirs.variables(person) }),
    }),
  };
}
