// The ways to read one organization, its 20 newest projects, and of each the 10 newest documents with
// their owners and the 10 newest jobs; one row more than shown tells whether there is a next page.
import { randomBytes } from 'node:crypto';

export const BOUND = 'row-level security';
export const PLAIN = 'without row-level security';

/** Reads the same tables, but no policy binds it. */
export async function plainRole({ client, app }) {
  const login = { ...app, user: 'bench_plain', password: randomBytes(24).toString('base64url') };
  await client.query(`create role ${login.user} login bypassrls password '${login.password}'`);
  await client.query(`grant usage on schema app to ${login.user}`);
  await client.query(`grant select on all tables in schema app to ${login.user}`);
  await client.query(`grant execute on all functions in schema app to ${login.user}`);
  return login;
}

const PROJECTS = 'select p.id, p.name, p.created_at from app.project p where p.org_id = $1 order by p.created_at desc, p.id desc limit 21';
const TOP = `select p.*, o.id, o.name, o.created_at from app.organization o left join lateral (${PROJECTS.replace('$1', 'o.id')}) p on true
  where o.id = $1 order by p.created_at desc, p.id desc`;
const DOCUMENT = 'd.id, d.name, d.created_at, d.status, d.size_bytes';
const JOB = 'j.id, j.kind, j.status, j.created_at, j.percent';

/** As the API writes them: under each parent's key, and once more the organizations that the viewer may read. */
const below = (t, org) => (org ? `${t}.org_id = k.org_id and ` : '') + `${t}.project_id = k.id` + (org ? ` and ${t}.org_id = any ($3::uuid[])` : '');
const lateralDocuments = (org) => `select k.place, d.*, u.id, u.name from unnest($1::uuid[], $2::uuid[]) with ordinality k (id, org_id, place)
  cross join lateral (select ${DOCUMENT}, d.owner_id from app.document d where ${below('d', org)} order by d.created_at desc, d.id desc limit 11) d
  left join app.user u on u.id = d.owner_id order by k.place, d.created_at desc, d.id desc`;
const lateralJobs = (org) => `select k.place, j.* from unnest($1::uuid[], $2::uuid[]) with ordinality k (id, org_id, place)
  cross join lateral (select ${JOB} from app.job j where ${below('j', org)} order by j.created_at desc, j.id desc limit 11) j
  order by k.place, j.created_at desc, j.id desc`;

const ranked = (columns, table, name) => `select r.* from (
  select ${name}.project_id, ${columns}, row_number() over (partition by ${name}.project_id order by ${name}.created_at desc, ${name}.id desc) as place
  from ${table} ${name} where ${name}.org_id = $1 and ${name}.project_id = any ($2::uuid[])) r where r.place <= 11 order by r.project_id, r.place`;

/** Nested, as jOOQ writes its MULTISET for PostgreSQL: an array of arrays; jsonb there, json here. */
function nested(type) {
  const array = type === 'jsonb' ? 'jsonb_build_array' : 'json_build_array';
  const agg = (row, order) => `coalesce(${type}_agg(${array}(${row}) order by ${order}), ${array}())`;
  const newest = (t) => `${t}.created_at desc, ${t}.id desc`;
  return `select o.id, o.name, o.created_at, (
    select ${agg(`p.id, p.name, p.created_at,
      (select ${agg('d.id, d.name, d.created_at, d.status, d.size_bytes, u.id, u.name', newest('d'))} from (
        select ${DOCUMENT}, d.owner_id from app.document d where d.org_id = o.id and d.project_id = p.id order by ${newest('d')} limit 11) d left join app.user u on u.id = d.owner_id),
      (select ${agg(JOB, newest('j'))} from (
        select ${JOB} from app.job j where j.org_id = o.id and j.project_id = p.id order by ${newest('j')} limit 11) j)`, newest('p'))}
    from (${PROJECTS.replace('$1', 'o.id')}) p)
    from app.organization o where o.id = $1`;
}

const time = (text) => Date.parse(text);
const documentForm = ([id, name, at, status, size, owner, ownerName]) => [id, name, time(at), status, Number(size), owner, ownerName];
const jobForm = ([id, kind, status, at, percent]) => [id, kind, status, time(at), Number(percent)];

function oneStatement(type) {
  return {
    name: `A: one statement, ${type}`,
    run: (ask, { organization }) => ask('all', nested(type), [organization]),
    form: ([[, , , projects]]) => JSON.parse(projects).map(([id, name, at, documents, jobs]) => [id, name, time(at), documents.map(documentForm), jobs.map(jobForm)]),
  };
}

/** Rows of all parents under the parent each belongs to. */
function grouped(keys, rows, form) {
  const groups = new Map(keys.map((key) => [key, []]));
  for (const [key, ...row] of rows) groups.get(key).push(form(row));
  return keys.map((key) => groups.get(key));
}

function levelForm([projects, documents, jobs]) {
  const places = projects.map((_, i) => String(i + 1));
  const of = { documents: grouped(places, documents, (row) => documentForm(row.toSpliced(5, 1))), jobs: grouped(places, jobs, jobForm) };
  return projects.map(([id, name, at], i) => [id, name, time(at), of.documents[i], of.jobs[i]]);
}

function perLevel(name, org) {
  return {
    name,
    run: async (ask, { organization }) => {
      const projects = await ask('projects', TOP, [organization]);
      const ids = projects.map(([id]) => id);
      const organizations = ids.map(() => organization);
      const values = org ? [ids, organizations, [organization]] : [ids, organizations];
      return [projects, await ask('documents', lateralDocuments(org), values), await ask('jobs', lateralJobs(org), values)];
    },
    form: levelForm,
  };
}

/** As a DataLoader does it: all children of all parents by key, cut by their rank, owners by key. */
const byKey = {
  name: 'C: by key, row_number()',
  run: async (ask, { organization }) => {
    const projects = await ask('projects', TOP, [organization]);
    const ids = projects.map(([id]) => id);
    const documents = await ask('documents', ranked(`${DOCUMENT}, d.owner_id`, 'app.document', 'd'), [organization, ids]);
    const jobs = await ask('jobs', ranked(JOB, 'app.job', 'j'), [organization, ids]);
    const owners = await ask('owners', 'select u.id, u.name from app.user u where u.id = any ($1::uuid[])', [[...new Set(documents.map((row) => row[6]))]]);
    return [projects, documents, jobs, owners];
  },
  form: ([projects, documents, jobs, owners]) => {
    const names = new Map(owners);
    const keys = projects.map(([id]) => id);
    const ofDocuments = grouped(keys, documents, (row) => documentForm([...row.slice(0, 6), names.get(row[5])]));
    const ofJobs = grouped(keys, jobs, jobForm);
    return projects.map(([id, name, at], i) => [id, name, time(at), ofDocuments[i], ofJobs[i]]);
  },
};

const lateral = perLevel('B: LATERAL, a statement a level', true);
/** The organization is left to the policy, whose list of organizations the planner cannot see. */
const lateralByPolicy = perLevel('B without org_id in the condition', false);

const viewer = { name: 'viewer by id', run: (ask, { user }) => ask('viewer', 'select u.id, u.name, u.email, u.created_at, u.updated_at from app.user u where u.id = $1', [user]), form: (rows) => rows };

/** One organization of so many people, who own its documents. */
export const LARGE_ORGANIZATION = [
  `insert into app.membership (org_id, user_id, role) select $1, u.id, 'MEMBER' from (select id from app.user order by id desc limit 1000) u on conflict do nothing`,
  `update app.document d set owner_id = m.user_id from (select user_id, row_number() over () - 1 as n from app.membership where org_id = $1) m
     where d.org_id = $1 and m.n = abs(hashtext(d.id::text)) % 1000`,
];

/** Whom a viewer may see: by key, as migrated, or by the list of all peers, as V001 had it. */
export const PEERS = [
  { name: 'peers by key (as migrated)', ways: [lateral, byKey, viewer] },
  {
    name: 'peers by a list',
    ways: [lateral, byKey, viewer],
    apply: [
      `create function app.bench_peer_ids() returns uuid[] language sql stable security definer set search_path = ''
         return coalesce((select array_agg(distinct m.user_id) from app.membership m where m.org_id = any ((select app.viewer_org_ids())::uuid[])), '{}'::uuid[])
           || nullif(current_setting('app.user_id', true), '')::uuid`,
      'grant execute on function app.bench_peer_ids() to foundry_app',
      'alter policy user_read on app.user using (id = any ((select app.bench_peer_ids())::uuid[]))',
    ],
  },
];

export const WAYS = [oneStatement('jsonb'), oneStatement('json'), lateral, byKey];

const DEPENDENCIES = [
  'create statistics app.bench_documents (dependencies) on org_id, project_id from app.document',
  'create statistics app.bench_jobs (dependencies) on org_id, project_id from app.job',
  'analyze app.document',
  'analyze app.job',
];
const NO_DEPENDENCIES = ['drop statistics app.bench_documents', 'drop statistics app.bench_jobs', 'analyze app.document', 'analyze app.job'];
const POLICIES = ['document', 'job'];
const policy = (org) => POLICIES.map((table) => `alter policy ${table}_read on app.${table} using (${org} and project_id <> all ((select app.hidden_project_ids())::uuid[]))`);
const AS_CONDITION = policy('org_id = any ((select app.viewer_org_ids())::uuid[])');
const AS_FILTER = policy('org_id in (select unnest(app.viewer_org_ids()))');
const GENERIC = '-c plan_cache_mode=force_generic_plan';
const AUTO = '-c plan_cache_mode=auto';

/** What changes the plan: each alone, on a million documents with row-level security. */
export const CURES = [
  { name: 'as migrated, planned once', ways: [lateral, lateralByPolicy, byKey, oneStatement('json')], settings: GENERIC },
  { name: 'as migrated, plan_cache_mode auto', ways: [lateral, lateralByPolicy, byKey, oneStatement('json')], settings: AUTO },
  { name: 'planned once, random_page_cost 4', ways: [lateral], settings: `${GENERIC} -c random_page_cost=4` },
  { name: 'planned once, statistics on (org_id, project_id)', ways: [lateral], settings: GENERIC, apply: DEPENDENCIES },
  { name: 'auto, statistics on (org_id, project_id)', ways: [lateral], settings: AUTO, undo: NO_DEPENDENCIES },
  { name: 'planned once, policy as a condition', ways: [lateral], settings: GENERIC, apply: AS_CONDITION },
  { name: 'auto, policy as a condition', ways: [lateral], settings: AUTO },
  { name: 'planned once, policy as a condition, statistics', ways: [lateral], settings: GENERIC, apply: DEPENDENCIES, undo: [...NO_DEPENDENCIES, ...AS_FILTER] },
];

/** The first page of one project's documents, as each way would read it. */
export const LARGE = (project) => {
  const list = (name, sql) => ({ name, run: (ask, { organization }) => ask('page', sql, sql.includes('$2') ? [organization, project] : [project]), form: (rows) => rows });
  const page = `select ${DOCUMENT} from app.document d where d.org_id = $1 and d.project_id = $2 order by d.created_at desc, d.id desc limit 11`;
  return [
    list('ordered index, LIMIT', page),
    list('the same without org_id in the condition', page.replace('d.org_id = $1 and ', '').replace('$2', '$1')),
    list('LATERAL over one parent', `select d.* from unnest(array[$2::uuid]) k (id) cross join lateral (${page.replace('$2', 'k.id')}) d`),
    list('A: json over LIMIT', `select json_agg(json_build_array(${DOCUMENT}) order by d.created_at desc, d.id desc) from (${page}) d`),
    list('C: row_number()', `select r.* from (select ${DOCUMENT}, row_number() over (partition by d.project_id order by d.created_at desc, d.id desc) as place from app.document d where d.org_id = $1 and d.project_id = any (array[$2::uuid])) r where r.place <= 11`),
    list('totalCount', 'select count(*) from app.document d where d.org_id = $1 and d.project_id = $2'),
  ];
};
