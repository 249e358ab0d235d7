-- What the AI service keeps in PostgreSQL: what calls used, and the keys of organizations.
--
-- Roles. The migrating role owns everything. foundry_ai serves requests; it owns nothing and cannot bypass
-- row-level security, which is forced on every table: a row is there for the organization that the transaction
-- is set to (ai.org), and for nobody where none is set.
do $$
begin
  if not exists (select from pg_roles where rolname = 'foundry_ai') then
    create role foundry_ai nosuperuser nobypassrls nocreatedb nocreaterole noinherit;
  end if;
end
$$;

create schema ai;
grant usage on schema ai to foundry_ai;

create function ai.org_id() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('ai.org', true), '')::uuid;
revoke all on all functions in schema ai from public;
grant execute on function ai.org_id() to foundry_ai;

create table ai.usage (
  id                  text        primary key check (char_length(id) between 1 and 100),
  org_id              uuid        not null,
  user_id             uuid        not null,
  project_id          uuid,
  key_id              uuid,
  at                  timestamptz not null,
  operation           text        not null,
  requested           text,
  provider            text        not null,
  model               text        not null,
  input_tokens        integer     not null check (input_tokens >= 0),
  output_tokens       integer     not null check (output_tokens >= 0),
  cached_input_tokens integer     not null check (cached_input_tokens >= 0),
  cache_write_tokens  integer     not null check (cache_write_tokens >= 0),
  reasoning_tokens    integer     not null check (reasoning_tokens >= 0),
  estimated           boolean     not null,
  cost                numeric     check (cost >= 0),
  currency            text,
  price_version       text,
  ended               text        not null,
  duration_micros     bigint      not null,
  first_text_micros   bigint,
  attempts            integer     not null,
  streamed            boolean     not null,
  check ((cost is null) = (price_version is null) and (cost is null) = (currency is null))
);
comment on table ai.usage is 'One row a call, however it ended. The call''s id counts it once.';
comment on column ai.usage.input_tokens is 'cached ones included';
comment on column ai.usage.output_tokens is 'reasoning included';
comment on column ai.usage.estimated is 'the tokens are ours, since the provider gave none';
comment on column ai.usage.cost is 'null where no price is known: never 0';
create index usage_order on ai.usage (org_id, at, id);

alter table ai.usage enable row level security;
alter table ai.usage force row level security;
create policy usage_org on ai.usage for all to foundry_ai
  using (org_id = (select ai.org_id())) with check (org_id = (select ai.org_id()));
grant select, insert on ai.usage to foundry_ai;

create table ai.api_key (
  id           uuid        primary key default uuidv7(),
  org_id       uuid        not null,
  user_id      uuid        not null,
  project_id   uuid,
  name         text        not null check (char_length(name) between 1 and 100),
  prefix       text        not null check (char_length(prefix) between 4 and 20),
  hash         bytea       not null unique check (octet_length(hash) = 32),
  scopes       text[]      not null,
  created_at   timestamptz not null default now(),
  expires_at   timestamptz,
  last_used_at timestamptz,
  revoked_at   timestamptz
);
comment on table ai.api_key is 'What an organization''s own programs call with. The key itself is nowhere.';
comment on column ai.api_key.last_used_at is 'to the minute or so';
create index api_key_order on ai.api_key (org_id, created_at, id);

alter table ai.api_key enable row level security;
alter table ai.api_key force row level security;
create policy api_key_org on ai.api_key for all to foundry_ai
  using (org_id = (select ai.org_id())) with check (org_id = (select ai.org_id()));
grant select, insert on ai.api_key to foundry_ai;
grant update (last_used_at, revoked_at) on ai.api_key to foundry_ai;

-- The one way in for somebody who is nobody yet: who knows a key's hash gets its row, alone.
create function ai.api_key_of(hash bytea) returns setof ai.api_key
  language sql stable security definer set search_path = ''
  return (select k from ai.api_key k where k.hash = api_key_of.hash);
revoke all on function ai.api_key_of(bytea) from public;
grant execute on function ai.api_key_of(bytea) to foundry_ai;

-- Forced policies bind the owner too where it is no superuser; the function above runs as the owner.
create policy api_key_owner on ai.api_key for all to current_user using (true) with check (true);
