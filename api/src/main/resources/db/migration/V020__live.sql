-- What those are told who follow a project: whatever becomes of its documents, whoever does it.
create function app.tell_of_document() returns trigger
  language plpgsql set search_path = ''
as $$
begin
  if tg_op <> 'INSERT' then
    perform pg_notify('DOCUMENT', old.org_id || ' ' || old.project_id || ' ' || old.id);
  end if;
  if tg_op <> 'DELETE' then
    perform pg_notify('DOCUMENT', new.org_id || ' ' || new.project_id || ' ' || new.id);
  end if;
  return null;
end
$$;
create trigger document_tell after insert or update or delete on app.document
  for each row execute function app.tell_of_document();

-- What changed since a client was last told. Summaries of blocks, since an ordinary index on a column that each
-- update changes would be written with each: these leave updates where the row is.
create index job_changes on app.job using brin (updated_at) with (pages_per_range = 16);
create index document_changes on app.document using brin (updated_at) with (pages_per_range = 16);
