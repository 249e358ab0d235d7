-- What a person's mutations were answered, by the key that the client gave each: a request that is sent again
-- because its answer got lost is answered the same, and nothing is done twice.
create table app.idempotency (
  user_id      uuid        not null references app.user on delete cascade,
  key          text        not null check (char_length(key) between 1 and 100),
  mutation     text        not null,
  input_sha256 text        not null check (input_sha256 ~ '^[0-9a-f]{64}$'),
  payload      jsonb,
  created_at   timestamptz not null default now(),
  primary key (user_id, key)
);
comment on table app.idempotency is 'Belongs to a person, not to an organization: nobody else ever sees a row.';
comment on column app.idempotency.payload is
  'Ids and plain values of the answer, never content or a secret. Null only inside the transaction that writes it.';
create index idempotency_age on app.idempotency (created_at);

alter table app.idempotency enable row level security;
alter table app.idempotency force row level security;
create policy idempotency_own on app.idempotency for all to foundry_app
  using (user_id = (select app.viewer_user_id())) with check (user_id = (select app.viewer_user_id()));
grant select, insert, update on app.idempotency to foundry_app;

-- Housekeeping sees rows of everybody, so it is a function that can do nothing else. A bounded number of rows at
-- a time: a transaction that deletes a million holds up others.
create policy idempotency_owner on app.idempotency for all to current_user using (true) with check (true);
create function app.forget_idempotency() returns integer
  language sql volatile security definer set search_path = ''
  begin atomic
    with old as (
      select i.user_id, i.key from app.idempotency i
      where i.created_at < now() - interval '24 hours' order by i.created_at limit 1000),
    gone as (
      delete from app.idempotency i using old where i.user_id = old.user_id and i.key = old.key returning 1)
    select count(*)::integer from gone;
  end;
revoke all on function app.forget_idempotency() from public;
grant execute on function app.forget_idempotency() to foundry_app;
