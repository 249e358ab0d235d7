-- Who there is: organizations, people, memberships; and the functions every row-level policy rests on.
--
-- Roles. The migrating role owns everything. foundry_app serves requests and runs jobs; it owns nothing and
-- cannot bypass row-level security, which is forced on every table. foundry_queue sees the queue alone.
do $$
begin
  if not exists (select from pg_roles where rolname = 'foundry_app') then
    create role foundry_app nosuperuser nobypassrls nocreatedb nocreaterole noinherit;
  end if;
  if not exists (select from pg_roles where rolname = 'foundry_queue') then
    create role foundry_queue nosuperuser nobypassrls nocreatedb nocreaterole noinherit;
  end if;
end
$$;

create schema app;
revoke all on schema public from public;
grant usage on schema app to foundry_app;

create type app.role as enum ('OWNER', 'ADMIN', 'MEMBER', 'VIEWER');

create table app.organization (
  id         uuid        primary key default uuidv7(),
  name       text        not null check (char_length(name) between 1 and 200),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index organization_order on app.organization (created_at, id);

create table app.user (
  id         uuid        primary key default uuidv7(),
  issuer     text        not null,
  subject    text        not null,
  name       text        not null check (char_length(name) between 1 and 200),
  email      text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (issuer, subject)
);
comment on table app.user is 'A person, as an OIDC issuer names them.';

create table app.membership (
  org_id       uuid        not null references app.organization,
  user_id      uuid        not null references app.user,
  role         app.role    not null,
  suspended_at timestamptz,
  created_at   timestamptz not null default now(),
  updated_at   timestamptz not null default now(),
  primary key (org_id, user_id)
);
create index membership_user on app.membership (user_id, org_id);

-- Who asks, set for the length of a transaction: app.user_id for a person, app.org_id for the product itself
-- at work inside one organization. Neither set: nobody, who sees nothing.
create function app.viewer_user_id() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('app.user_id', true), '')::uuid;

-- The organizations the viewer belongs to now. Reads membership itself, so it does not trust what the
-- application believes about roles. Security definer: the policy on membership rests on this function.
create function app.viewer_org_ids() returns uuid[]
  language sql stable security definer set search_path = ''
  return coalesce(
    (select array[nullif(current_setting('app.org_id', true), '')::uuid]
      where nullif(current_setting('app.org_id', true), '') is not null),
    (select array_agg(m.org_id) from app.membership m
      where m.user_id = nullif(current_setting('app.user_id', true), '')::uuid and m.suspended_at is null),
    '{}'::uuid[]);

-- The organizations in which the viewer may change things.
create function app.viewer_writable_org_ids() returns uuid[]
  language sql stable security definer set search_path = ''
  return coalesce(
    (select array[nullif(current_setting('app.org_id', true), '')::uuid]
      where nullif(current_setting('app.org_id', true), '') is not null),
    (select array_agg(m.org_id) from app.membership m
      where m.user_id = nullif(current_setting('app.user_id', true), '')::uuid and m.suspended_at is null
        and m.role <> 'VIEWER'),
    '{}'::uuid[]);

-- People who share an organization with the viewer, and the viewer.
create function app.viewer_peer_ids() returns uuid[]
  language sql stable security definer set search_path = ''
  return coalesce(
    (select array_agg(distinct m.user_id) from app.membership m
      where m.org_id = any ((select app.viewer_org_ids())::uuid[])), '{}'::uuid[])
    || nullif(current_setting('app.user_id', true), '')::uuid;

-- The one way in for somebody who is nobody yet: finds or registers the person a verified token names.
create function app.sign_in(issuer text, subject text, name text, email text) returns uuid
  language plpgsql security definer set search_path = ''
as $$
declare
  found uuid;
begin
  select u.id into found from app.user u where u.issuer = sign_in.issuer and u.subject = sign_in.subject
    and u.name = sign_in.name and u.email is not distinct from sign_in.email;
  if found is null then
    insert into app.user as u (issuer, subject, name, email)
      values (sign_in.issuer, sign_in.subject, sign_in.name, sign_in.email)
      on conflict on constraint user_issuer_subject_key
      do update set name = excluded.name, email = excluded.email, updated_at = now()
      returning u.id into found;
  end if;
  return found;
end
$$;

revoke all on all functions in schema app from public;
grant execute on all functions in schema app to foundry_app;

alter table app.organization enable row level security;
alter table app.organization force row level security;
create policy organization_read on app.organization for select to foundry_app
  using (id = any ((select app.viewer_org_ids())::uuid[]));
grant select on app.organization to foundry_app;

alter table app.user enable row level security;
alter table app.user force row level security;
create policy user_read on app.user for select to foundry_app
  using (id = any ((select app.viewer_peer_ids())::uuid[]));
grant select on app.user to foundry_app;

alter table app.membership enable row level security;
alter table app.membership force row level security;
create policy membership_read on app.membership for select to foundry_app
  using (org_id = any ((select app.viewer_org_ids())::uuid[]));
grant select on app.membership to foundry_app;

-- Forced policies bind the owner too where it is no superuser; the functions above run as the owner.
create policy user_owner on app.user for all to current_user using (true) with check (true);
create policy membership_owner on app.membership for all to current_user using (true) with check (true);
create policy organization_owner on app.organization for all to current_user using (true) with check (true);
