// The compiler wants its output folder and its list of registered documents to exist already.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';

mkdirSync('src/__generated__', { recursive: true });
if (!existsSync('persisted.json')) writeFileSync('persisted.json', '{}\n');
