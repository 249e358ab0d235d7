-- What is to be run, as db-scheduler keeps it. A row names a job and its organization and holds nothing else.
-- The application only puts work in, in the transaction that makes it necessary; foundry_queue hands it out.
create schema queue;
grant usage on schema queue to foundry_app, foundry_queue;

create table queue.scheduled_tasks (
  task_name            text        not null,
  task_instance        text        not null,
  task_data            bytea,
  execution_time       timestamptz not null,
  picked               boolean     not null,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures integer,
  last_heartbeat       timestamptz,
  version              bigint      not null,
  priority             smallint,
  state                text,
  primary key (task_name, task_instance)
);
create index scheduled_tasks_execution_time on queue.scheduled_tasks (execution_time);
create index scheduled_tasks_heartbeat on queue.scheduled_tasks (last_heartbeat);
create index scheduled_tasks_priority on queue.scheduled_tasks (priority desc, execution_time);

alter table queue.scheduled_tasks enable row level security;
alter table queue.scheduled_tasks force row level security;
create policy queue_all on queue.scheduled_tasks for all to foundry_queue using (true) with check (true);
create policy queue_put on queue.scheduled_tasks for insert to foundry_app
  with check (not picked and picked_by is null
    and convert_from(task_data, 'UTF8')::uuid = any ((select app.viewer_writable_org_ids())::uuid[]));
grant select, insert, update, delete on queue.scheduled_tasks to foundry_queue;
grant insert on queue.scheduled_tasks to foundry_app;
