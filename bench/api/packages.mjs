// What only this bench needs from npm, kept apart from the product's own packages and fetched once.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../../e2e/support/product.mjs';

export const POSTGRAPHILE_VERSION = '5.1.5';
const NODE_VERSION = '24.21.0';
const PG_VERSION = '8.23.1';
const NODE_PACKAGE = `node-${process.platform}-${process.arch}`;

const folder = join(root, 'bench/target/npm');
mkdirSync(folder, { recursive: true });
if (!existsSync(join(folder, 'package.json'))) writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
const load = createRequire(join(folder, 'package.json'));

const WANTED = { postgraphile: POSTGRAPHILE_VERSION, pg: PG_VERSION, [NODE_PACKAGE]: NODE_VERSION };
const isThere = ([name, version]) => {
  const file = join(folder, 'node_modules', name, 'package.json');
  return existsSync(file) && load(file).version === version;
};
if (!Object.entries(WANTED).every(isThere)) {
  const names = Object.entries(WANTED).map(([name, version]) => `${name}@${version}`);
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--save-exact', '--prefix', folder, ...names], { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** PostgreSQL's driver for Node. */
export const pg = load('pg');
/** The program of the Node release that PostGraphile is run with. */
export const node24 = join(folder, 'node_modules', NODE_PACKAGE, 'bin/node');
/** Where a program finds these packages. */
export const packages = folder;
export const NODE24 = `Node ${NODE_VERSION}`;
