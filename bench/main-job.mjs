// How fast the main job is on this machine: start, memory, first words, a 100-page ingest.
// `make bench` runs it on the built product; figures go to bench/results/main-job.json.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { api } from '../e2e/support/api.mjs';
import { manual, pdf } from '../e2e/support/pdf.mjs';
import { signIn } from '../e2e/support/people.mjs';
import { freeBase, freshData, root, startProduct } from '../e2e/support/product.mjs';
import { until } from '../e2e/support/until.mjs';

const ROUNDS = 5;
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const spread = (values) => ({ median: median(values), min: Math.min(...values), max: Math.max(...values) });

const QUESTIONS = [
  'How do I reset the pump?',
  'Who may open the valve?',
  'What do I wear on site?',
  'How often is the filter changed?',
  'What do I do in case of fire?',
];

async function starts(data, port) {
  const millis = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const product = await startProduct({ data, port });
    if (round > 0) millis.push(product.millisToReady);
    await product.stop();
  }
  return spread(millis);
}

async function firstWords(ada, projectId) {
  const seen = [];
  const reported = [];
  for (const question of QUESTIONS) {
    const asked = performance.now();
    const { job } = await ada.ask(projectId, question);
    for await (const { job: update } of ada.subscribe(
      `subscription ($id: ID!) { job(id: $id) { delta offset job { status answer { millisToFirstWord } } } }`,
      { id: job.id },
    )) {
      if (update.offset > 0 && seen.length === reported.length) seen.push(Math.round(performance.now() - asked));
      if (update.job.status === 'SUCCEEDED') reported.push(update.job.answer.millisToFirstWord);
    }
  }
  return { atTheClient: spread(seen), firstQuestion: seen[0], reportedByTheJob: spread(reported) };
}

async function ingest(ada, projectId) {
  const bytes = pdf(manual(100));
  const started = performance.now();
  const { job } = await ada.upload(projectId, 'manual.pdf', 'application/pdf', bytes);
  const percents = new Set();
  await until(
    'the ingest has ended',
    async () => {
      const now = await ada.job(job.id);
      percents.add(now.percent);
      if (now.status === 'FAILED') throw new Error(JSON.stringify(now.failure));
      return now.status === 'SUCCEEDED';
    },
    120_000,
  );
  return { pages: 100, seconds: +((performance.now() - started) / 1000).toFixed(1), progressSteps: percents.size };
}

/**
 * Resident memory of the product in MiB: RSS as counted, PSS with sharing divided. PostgreSQL runs
 * in a session of its own, so its first process is found by the file it keeps in its folder.
 */
function memory({ child, data }) {
  const postmaster = readdirSync(`${data}/postgres`, { recursive: true }).find((path) => path.endsWith('postmaster.pid'));
  const roots = [child.pid, +readFileSync(`${data}/postgres/${postmaster}`, 'utf8').split('\n')[0]];
  const parents = new Map();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      parents.set(+pid, +readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ')[1]);
    } catch {
      // the process ended meanwhile
    }
  }
  const family = [...parents.keys()].filter((pid) => {
    for (let at = pid; at; at = parents.get(at)) if (roots.includes(at)) return true;
    return false;
  });
  let rss = 0;
  let pss = 0;
  for (const pid of family) {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    rss += +/^Rss:\s+(\d+)/m.exec(rollup)[1];
    pss += +/^Pss:\s+(\d+)/m.exec(rollup)[1];
  }
  return { processes: family.length, rssMiB: Math.round(rss / 1024), pssMiB: Math.round(pss / 1024) };
}

const data = freshData();
const port = await freeBase();
const start = await starts(data, port);
const product = await startProduct({ data, port });
const ada = api(product.url, await signIn(product.url, 'Ada'));
const { projectId } = await ada.firstProject();
const idle = memory(product);
const words = await firstWords(ada, projectId);
const hundredPages = await ingest(ada, projectId);
const after = memory(product);
await product.stop();

const results = {
  command: 'make bench',
  date: new Date().toISOString().slice(0, 10),
  machine: `${cpus().length} x ${cpus()[0].model}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
  millisToReady: start,
  memoryIdle: idle,
  millisToFirstWords: words,
  ingest: hundredPages,
  memoryAfterIngest: after,
};
mkdirSync(`${root}/bench/results`, { recursive: true });
writeFileSync(`${root}/bench/results/main-job.json`, `${JSON.stringify(results, null, 2)}\n`);
console.log(JSON.stringify(results, null, 2));
process.exit(0);
