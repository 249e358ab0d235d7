-- Keys with which an organization's own programs call the AI service. Here is what people know of them; a queued
-- task tells the AI service, which checks them, each one's hash and whether it is revoked.
create table app.api_key (
  id         uuid        primary key default uuidv7(),
  org_id     uuid        not null references app.organization,
  owner_id   uuid        not null references app.user,
  name       text        not null check (char_length(name) between 1 and 100),
  prefix     text        not null check (char_length(prefix) = 8),
  sha256     text        not null unique check (sha256 ~ '^[0-9a-f]{64}$'),
  scopes     text[]      not null
    check (cardinality(scopes) > 0 and scopes <@ array['MODELS', 'DOCUMENTS', 'USAGE', 'TEMPLATES']),
  expires_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on column app.api_key.prefix is 'The first letters, by which people tell their keys apart.';
comment on column app.api_key.sha256 is 'Of the key, which is nowhere. 256 random bits need no slow hash.';
create index api_key_order on app.api_key (org_id, created_at desc, id desc);
create index api_key_owner on app.api_key (owner_id);

alter table app.api_key enable row level security;
alter table app.api_key force row level security;
create policy api_key_read on app.api_key for select to foundry_app
  using (org_id = any ((select app.viewer_admin_org_ids())::uuid[]));
create policy api_key_insert on app.api_key for insert to foundry_app
  with check (org_id = any ((select app.viewer_admin_org_ids())::uuid[]));
create policy api_key_update on app.api_key for update to foundry_app
  using (org_id = any ((select app.viewer_admin_org_ids())::uuid[]))
  with check (org_id = any ((select app.viewer_admin_org_ids())::uuid[]));
grant select, insert, update (revoked_at, updated_at) on app.api_key to foundry_app;

-- A revoked key makes room for another.
create function app.count_revoked() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  update app.organization_limit l set used = l.used - c.n
    from (select n.org_id, count(*) as n from former f join changed n using (id)
      where f.revoked_at is null and n.revoked_at is not null group by n.org_id) c
    where l.org_id = c.org_id and l.kind = 'API_KEYS';
  return null;
end
$$;
revoke all on function app.count_revoked() from public;
create trigger api_key_count_more after insert on app.api_key
  referencing new table as changed for each statement execute function app.count_rows('API_KEYS', '1');
create trigger api_key_count_less after update on app.api_key
  referencing old table as former new table as changed for each statement execute function app.count_revoked();
