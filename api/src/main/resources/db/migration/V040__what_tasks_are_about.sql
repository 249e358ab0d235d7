-- Who deletes a document knows in whose index it is; the worker, later, would have to ask every project.
comment on column queue.scheduled_tasks.task_data is
  'Words with a space between: the organization''s id; the traceparent of what queued it, or a dash; ids that the work needs. The last two may be missing.';
