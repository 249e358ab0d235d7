-- The life of projects, documents and jobs: archived, deleted with time to undo, renamed, moved, asked again, rated.

alter table app.project
  add column archived_at timestamptz,
  add column deleted_at  timestamptz,
  add column name_key    text collate "C" not null generated always as (lower(name collate pg_unicode_fast)) stored;
comment on column app.project.deleted_at is
  'Set: hidden, with all it holds, until it is purged or the deletion is undone.';
comment on column app.project.name_key is
  'What lists by name are ordered by, whatever the case: by code points, which no update of a library reorders.';
create index project_name_order on app.project (org_id, name_key, id);
create index project_deleted on app.project (org_id) where deleted_at is not null;

alter table app.document
  add column name_key text collate "C" not null generated always as (lower(name collate pg_unicode_fast)) stored;
alter table app.document add column left_project_ids uuid[] not null default '{}';
comment on column app.document.left_project_ids is
  'Projects it was moved out of whose index may still hold its passages; the next ingest takes them out.';
create index document_name_order on app.document (org_id, project_id, name_key, id);

alter table app.job
  add column rerun_of uuid,
  add foreign key (org_id, rerun_of) references app.job (org_id, id) on delete set null (rerun_of);
comment on column app.job.rerun_of is 'The job whose question was asked again.';
create index job_rerun_of on app.job (org_id, rerun_of);
create index job_open on app.job (org_id, project_id, created_at desc, id desc) where status in ('QUEUED', 'RUNNING');

create type app.rating as enum ('UP', 'DOWN');

create table app.feedback (
  org_id     uuid        not null,
  job_id     uuid        not null,
  user_id    uuid        not null references app.user,
  rating     app.rating,
  comment    text        check (char_length(comment) between 1 and 2000),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (job_id, user_id),
  foreign key (org_id, job_id) references app.job (org_id, id) on delete cascade,
  check (rating is not null or comment is not null)
);
comment on table app.feedback is 'What a person thinks of an answer; their own affair: others do not see it.';
create index feedback_job on app.feedback (org_id, job_id);
create index feedback_user on app.feedback (user_id);

alter table app.feedback enable row level security;
alter table app.feedback force row level security;
create policy feedback_own on app.feedback for all to foundry_app
  using (user_id = (select app.viewer_user_id()) and org_id = any ((select app.viewer_org_ids())::uuid[]))
  with check (user_id = (select app.viewer_user_id()) and org_id = any ((select app.viewer_writable_org_ids())::uuid[]));
grant select, insert, update, delete on app.feedback to foundry_app;

-- Hiding what is deleted. It is no matter between tenants, so one net is enough, the one that nothing gets around.
-- A transaction that undoes or purges sets app.show_deleted and sees it. The first look costs an empty index.
create function app.hidden_project_ids() returns uuid[]
  language plpgsql stable security definer set search_path = ''
as $$
begin
  if current_setting('app.show_deleted', true) = 'on'
    or not exists (select from app.project p where p.deleted_at is not null) then
    return '{}'::uuid[];
  end if;
  return coalesce(
    (select array_agg(p.id) from app.project p
      where p.deleted_at is not null and p.org_id = any ((select app.viewer_org_ids())::uuid[])), '{}'::uuid[]);
end
$$;
revoke all on function app.hidden_project_ids() from public;
grant execute on function app.hidden_project_ids() to foundry_app;
create policy project_owner on app.project for all to current_user using (true) with check (true);

-- On the project itself the column is looked at, not the list: who waited for a row's lock is shown the row as it
-- is then, but the list as it was when their statement began.
alter policy project_read on app.project
  using (org_id = any ((select app.viewer_org_ids())::uuid[])
    and (deleted_at is null or (select current_setting('app.show_deleted', true)) = 'on'));
alter policy document_read on app.document
  using (org_id = any ((select app.viewer_org_ids())::uuid[])
    and project_id <> all ((select app.hidden_project_ids())::uuid[]));
alter policy job_read on app.job
  using (org_id = any ((select app.viewer_org_ids())::uuid[])
    and project_id <> all ((select app.hidden_project_ids())::uuid[]));
alter policy document_insert on app.document
  with check (org_id = any ((select app.viewer_writable_org_ids())::uuid[])
    and project_id <> all ((select app.hidden_project_ids())::uuid[]));
alter policy job_insert on app.job
  with check (org_id = any ((select app.viewer_writable_org_ids())::uuid[])
    and project_id <> all ((select app.hidden_project_ids())::uuid[]));

create policy project_delete on app.project for delete to foundry_app
  using (org_id = any ((select app.viewer_writable_org_ids())::uuid[]));
create policy job_delete on app.job for delete to foundry_app
  using (org_id = any ((select app.viewer_writable_org_ids())::uuid[]));
grant delete on app.project, app.job to foundry_app;
