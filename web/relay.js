// The compiler wants its output folder and its list of registered documents to exist already. It never takes anything
// off that list and does not list again what it has compiled before, so both begin empty.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';

rmSync('src/__generated__', { recursive: true, force: true });
mkdirSync('src/__generated__', { recursive: true });
writeFileSync('persisted.json', '{}\n');
