// The API's promise (95 of 100 requests within 800 ms) under ten times what an organization of a
// thousand people asks of it.
import { freeBase } from '../../e2e/support/product.mjs';
import { randomFrom } from './random.mjs';
import { constantRate, send } from './load.mjs';
import { DASHBOARD_SHARE, SCREENS } from './screens.mjs';
import { startFoundry } from './services.mjs';
import { Q } from './workloads.mjs';

const PEOPLE = 1000;
/** The figure for the busiest kind of user ("extreme": a request every 30 s). */
const REQUESTS_PER_ACTIVE_MINUTE = 2;
const TIMES = 10;
const MODEL = {
  people: PEOPLE,
  activeAtOnce: PEOPLE,
  requestsPerPersonAndActiveMinute: REQUESTS_PER_ACTIVE_MINUTE,
  times: TIMES,
  why: 'Microsoft sizes SharePoint Server 2010 by requests an hour of an active user: light 20, typical 36, heavy 60, extreme 120. Taken: all 1,000 people at work in the same minute, each as an extreme user, in one organization.',
};
const SECONDS = 60;
const WARM_SECONDS = 30;
const P95_MILLIS_MAX = 800;

/** Everybody joins one organization that already has projects. */
async function organizationOfAll({ database, people }) {
  const organization = people[0].organization;
  await database.client.query(
    `insert into app.membership (org_id, user_id, role) select $1, id, 'MEMBER' from app.user on conflict do nothing`,
    [organization],
  );
  await database.client.query('vacuum (analyze) app.membership');
  const { rows: projects } = await database.client.query('select id from app.project where org_id = $1', [organization]);
  const { rows: jobs } = await database.client.query(`select id from app.job where org_id = $1 and kind = 'ANSWER'`, [organization]);
  return { organization, projects: projects.map(({ id }) => id), jobs: jobs.map(({ id }) => id) };
}

/** Somebody at a screen, by the shares. */
function picker(target, everybody, { organization, projects, jobs }, random) {
  const one = (list) => list[Math.floor(random() * list.length)];
  const cursors = new Map();
  const dashboard = { kind: 'dashboard', text: Q.ours.text, variables: () => ({ id: `org_${organization.replaceAll('-', '')}` }), isWhole: (data) => data.organization.projects.nodes.length === 20 };
  const shares = [...SCREENS.flatMap((screen) => Array.from({ length: screen.share }, () => screen)), ...Array.from({ length: DASHBOARD_SHARE }, () => dashboard)];
  let count = 0;
  return () => {
    const screen = one(shares);
    const project = one(projects);
    count += 1;
    const about = { organization, project, job: one(jobs), cursor: cursors.get(project) ?? null, key: `bench-${count}` };
    const workload = { ours: { text: screen.text, variables: () => screen.variables(about) } };
    const isWhole = (text) => {
      const { data, errors } = JSON.parse(text);
      if (errors) return false;
      if (screen.kind === 'project') cursors.set(project, data.project.documents.pageInfo.endCursor);
      return screen.isWhole(data);
    };
    return { kind: screen.kind, request: target.request(workload, one(everybody)), isWhole };
  };
}

export async function slo(bench) {
  const { database, issuer, people, settings, say } = bench;
  const about = await organizationOfAll(bench);
  const documents = [...SCREENS.map((screen) => screen.text), Q.ours.text];
  const target = await startFoundry({ port: await freeBase(), database, issuer, documents });
  const random = randomFrom(settings.seed);
  const everybody = people.filter((one) => one.organization !== about.organization || one.role !== 'VIEWER');
  const pick = picker(target, everybody.slice(0, PEOPLE), about, random);
  for (let i = 0; i < 200; i += 1) {
    const { kind, request, isWhole } = pick();
    const reply = await send(target, request);
    if (reply.status !== 200 || !isWhole(reply.text)) throw new Error(`${kind}: ${reply.status} ${reply.text.slice(0, 500)}`);
  }
  const perSecond = (PEOPLE * REQUESTS_PER_ACTIVE_MINUTE * TIMES) / 60;
  say(`slo: ${perSecond.toFixed(0)} requests a second`);
  await constantRate(target, pick, { perSecond, seconds: WARM_SECONDS, random });
  const { figures, lateMillisMax } = await constantRate(target, pick, { perSecond, seconds: SECONDS, random });
  await target.child.stop();
  await database.client.query('delete from queue.scheduled_tasks'); // nobody was to answer
  return { model: MODEL, perSecondMeant: Math.round(perSecond), generatorLateMillisMax: lateMillisMax, ...figures, held: figures.all.millisP95 < P95_MILLIS_MAX && figures.all.notWhole === 0 };
}
