-- How much an organization may have of what, and how much it has. A row for each kind is there as long as the
-- organization, so that whoever adds has a row to wait at: the count is changed by triggers, in the transaction that
-- adds, and stays locked until it ends. Two who add at once cannot both have read the count before.
create type app.limit_kind as enum ('PROJECTS', 'DOCUMENTS', 'STORAGE_MEGABYTES', 'MEMBERS', 'ANSWERS_PER_DAY', 'API_KEYS');

create table app.organization_limit (
  id         uuid           primary key default uuidv7(),
  org_id     uuid           not null references app.organization on delete cascade,
  kind       app.limit_kind not null,
  value      integer        check (value >= 0),
  used       bigint         not null default 0 check (used >= 0),
  used_since timestamptz    not null default 'epoch',
  created_at timestamptz    not null default now(),
  updated_at timestamptz    not null default now(),
  unique (org_id, kind)
);
comment on column app.organization_limit.value is 'Null: what the product allows everybody.';
comment on column app.organization_limit.used is
  'What there is, bytes for STORAGE_MEGABYTES. What is deleted counts until it is purged: it may come back.';
comment on column app.organization_limit.used_since is
  'For what is counted by the day (UTC), the day of the count.';
create index organization_limit_order on app.organization_limit (org_id, created_at desc, id desc);

alter table app.organization_limit enable row level security;
alter table app.organization_limit force row level security;
create policy organization_limit_read on app.organization_limit for select to foundry_app
  using (org_id = any ((select app.viewer_org_ids())::uuid[]));
create policy organization_limit_update on app.organization_limit for update to foundry_app
  using (org_id = any ((select app.viewer_owned_org_ids())::uuid[]))
  with check (org_id = any ((select app.viewer_owned_org_ids())::uuid[]));
create policy organization_limit_owner on app.organization_limit for all to current_user using (true) with check (true);
grant select, update (value, updated_at) on app.organization_limit to foundry_app;

-- Whoever runs the migrations sees all rows of what is counted.
create policy document_owner on app.document for all to current_user using (true) with check (true);
create policy job_owner on app.job for all to current_user using (true) with check (true);

create function app.begin_limits() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  insert into app.organization_limit (org_id, kind)
    select o.id, k from changed o, unnest(enum_range(null::app.limit_kind)) k order by o.id, k;
  return null;
end
$$;
create trigger organization_limits after insert on app.organization
  referencing new table as changed for each statement execute function app.begin_limits();

-- Rows that came (1) or went (-1): kind and sign are the trigger's arguments.
create function app.count_rows() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  update app.organization_limit l set used = l.used + tg_argv[1]::integer * c.n
    from (select r.org_id, count(*) as n from changed r group by r.org_id) c
    where l.org_id = c.org_id and l.kind = tg_argv[0]::app.limit_kind;
  return null;
end
$$;

create function app.count_bytes() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  update app.organization_limit l set used = l.used + tg_argv[0]::integer * c.bytes
    from (select r.org_id, sum(r.size_bytes) as bytes from changed r group by r.org_id) c
    where l.org_id = c.org_id and l.kind = 'STORAGE_MEGABYTES';
  return null;
end
$$;

-- Deleting an answer gives nothing back: it was written.
create function app.count_answers() returns trigger
  language plpgsql security definer set search_path = ''
as $$
declare
  today timestamptz := date_trunc('day', now(), 'UTC');
begin
  update app.organization_limit l
    set used = case when l.used_since = today then l.used else 0 end + c.n, used_since = today
    from (select r.org_id, count(*) as n from changed r where r.kind = 'ANSWER' group by r.org_id) c
    where l.org_id = c.org_id and l.kind = 'ANSWERS_PER_DAY';
  return null;
end
$$;
revoke all on function app.begin_limits(), app.count_rows(), app.count_bytes(), app.count_answers() from public;

create trigger project_count_more after insert on app.project
  referencing new table as changed for each statement execute function app.count_rows('PROJECTS', '1');
create trigger project_count_less after delete on app.project
  referencing old table as changed for each statement execute function app.count_rows('PROJECTS', '-1');
create trigger membership_count_more after insert on app.membership
  referencing new table as changed for each statement execute function app.count_rows('MEMBERS', '1');
create trigger membership_count_less after delete on app.membership
  referencing old table as changed for each statement execute function app.count_rows('MEMBERS', '-1');
create trigger document_count_more after insert on app.document
  referencing new table as changed for each statement execute function app.count_rows('DOCUMENTS', '1');
create trigger document_count_less after delete on app.document
  referencing old table as changed for each statement execute function app.count_rows('DOCUMENTS', '-1');
create trigger document_count_more_bytes after insert on app.document
  referencing new table as changed for each statement execute function app.count_bytes('1');
create trigger document_count_less_bytes after delete on app.document
  referencing old table as changed for each statement execute function app.count_bytes('-1');
create trigger job_count_answers after insert on app.job
  referencing new table as changed for each statement execute function app.count_answers();

insert into app.organization_limit (org_id, kind, used)
  select o.id, k, case k
    when 'PROJECTS' then (select count(*) from app.project p where p.org_id = o.id)
    when 'DOCUMENTS' then (select count(*) from app.document d where d.org_id = o.id)
    when 'STORAGE_MEGABYTES' then (select coalesce(sum(d.size_bytes), 0) from app.document d where d.org_id = o.id)
    when 'MEMBERS' then (select count(*) from app.membership m where m.org_id = o.id)
    else 0 end
  from app.organization o, unnest(enum_range(null::app.limit_kind)) k order by o.id, k;
