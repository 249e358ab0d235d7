// The data of the bench: organizations of people who share projects with documents and jobs.

export const SIZE = { organizations: 50, people: 1000, projects: 20, documents: 100, jobs: 50 };

/** Times have milliseconds, which is what both APIs can tell; no two rows of a list share one. */
const STATEMENTS = [
  `insert into app.organization (name, created_at)
     select 'Organization ' || o, date_trunc('milliseconds', now()) - o * interval '1 hour'
     from generate_series(1, $organizations) o`,

  `insert into app.user (issuer, subject, name, email, created_at, updated_at)
     select '$issuer', 'person-' || p, 'Person ' || p, 'person-' || p || '@example.com', at, at
     from generate_series(1, $people) p,
       lateral (select date_trunc('milliseconds', now()) - p * interval '1 minute' as at) t`,

  `insert into app.membership (org_id, user_id, role)
     select o.id, u.id, (array['OWNER', 'ADMIN', 'MEMBER', 'MEMBER', 'VIEWER']::app.role[])[1 + (u.n / $organizations) % 5]
     from (select id, row_number() over (order by id) - 1 as n from app.organization) o
     join (select id, row_number() over (order by id) - 1 as n from app.user) u on u.n % $organizations = o.n`,

  `insert into app.project (org_id, owner_id, name, created_at, updated_at)
     select o.id, m.user_id, 'Project ' || p, at, at
     from app.organization o cross join generate_series(1, $projects) p
     cross join lateral (select user_id from app.membership where org_id = o.id order by user_id offset p % 20 limit 1) m
     cross join lateral (select date_trunc('milliseconds', now()) - p * interval '1 day' as at) t`,

  `insert into app.document (org_id, project_id, owner_id, name, media_type, size_bytes, sha256, status, page_count, passage_count, created_at, updated_at)
     select p.org_id, p.id, m.user_id, 'Document ' || d || ' of ' || p.name || '.pdf', 'application/pdf', 10000 + 997 * d,
       encode(sha256((p.id || ' ' || d)::bytea), 'hex'), (array['READY', 'READY', 'READY', 'INGESTING', 'FAILED']::app.document_status[])[1 + d % 5],
       12, 40, at, at
     from generate_series($documents, 1, -1) d cross join app.project p
     cross join lateral (select user_id from app.membership where org_id = p.org_id order by user_id offset d % 20 limit 1) m
     cross join lateral (select date_trunc('milliseconds', now()) - d * interval '17 minutes 13 milliseconds' as at) t`,

  `insert into app.job (org_id, project_id, owner_id, kind, status, percent, question, answer, answer_partial, grounded, created_at, updated_at)
     select p.org_id, p.id, m.user_id, k.kind, (array['SUCCEEDED', 'SUCCEEDED', 'FAILED', 'CANCELLED']::app.job_status[])[1 + j % 4], 100 - j % 4,
       case when k.kind = 'ANSWER' then 'What does document ' || j || ' say?' end,
       case when k.kind = 'ANSWER' then repeat('It says what was asked [1]. ', 20) else '' end, false, true, at, at
     from generate_series($jobs, 1, -1) j cross join app.project p
     cross join lateral (select (case when j % 3 = 0 then 'INGEST' else 'ANSWER' end)::app.job_kind as kind) k
     cross join lateral (select user_id from app.membership where org_id = p.org_id order by user_id offset j % 20 limit 1) m
     cross join lateral (select date_trunc('milliseconds', now()) - j * interval '29 minutes 7 milliseconds' as at) t`,
];

/** Fills an empty, migrated database; answers who may ask for what. */
export async function seed(client, issuer, size = SIZE) {
  const values = { ...size, issuer };
  for (const statement of STATEMENTS) {
    await client.query(statement.replace(/\$(\w+)/g, (_, name) => values[name]));
  }
  await client.query('vacuum (analyze)');
  const { rows } = await client.query(
    `select u.id as user, u.subject, u.name, u.email, o.id as organization, m.role
     from app.membership m join app.user u on u.id = m.user_id join app.organization o on o.id = m.org_id
     order by u.id`,
  );
  return rows;
}
