-- What the replicas counted for the retry budget in the last half minute: one row a replica. Counts of the
-- whole service, of no organization; still under forced row-level security, like every table here.
create table ai.retry_window (
  replica uuid        primary key,
  at      timestamptz not null,
  calls   bigint      not null check (calls >= 0),
  extras  bigint      not null check (extras >= 0)
);
comment on table ai.retry_window is 'Calls and second askings of each replica, to share one retry budget.';

alter table ai.retry_window enable row level security;
alter table ai.retry_window force row level security;
create policy retry_window_replicas on ai.retry_window for all to foundry_ai using (true) with check (true);
grant select, insert, update, delete on ai.retry_window to foundry_ai;
