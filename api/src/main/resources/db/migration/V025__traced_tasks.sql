-- What queued a task may tell its trace after the organization's id, so that whoever asked and whoever does the work
-- are seen together: the data of a task is now an id, or an id, a space and a traceparent.
alter policy queue_put on queue.scheduled_tasks
  with check (not picked and picked_by is null
    and split_part(convert_from(task_data, 'UTF8'), ' ', 1)::uuid
      = any ((select app.viewer_writable_org_ids())::uuid[]));
comment on column queue.scheduled_tasks.task_data is
  'The organization''s id and, if what queued it was traced, a space and its traceparent; nothing else.';
