-- What people work with: projects, documents and their pages, jobs; and the trail of it all.
-- Every table carries org_id, and every foreign key includes it, so no row can point into another tenant.

create type app.document_status as enum ('AWAITING_UPLOAD', 'INGESTING', 'READY', 'FAILED');
create type app.job_kind as enum ('INGEST', 'ANSWER');
create type app.job_status as enum ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED');
create type app.job_stage as enum ('EXTRACT', 'CHUNK', 'EMBED', 'INDEX', 'RETRIEVE', 'GENERATE');
create type app.failure_code as enum (
  'ENCRYPTED', 'NO_TEXT', 'EMPTY', 'CORRUPT', 'UNSUPPORTED_TYPE', 'TOO_LARGE', 'CHECKSUM_MISMATCH',
  'TIMED_OUT', 'INTERRUPTED', 'MODEL_UNAVAILABLE', 'SERVICE_UNAVAILABLE', 'INTERNAL');

create table app.project (
  id                  uuid        primary key default uuidv7(),
  org_id              uuid        not null references app.organization,
  owner_id            uuid        not null references app.user,
  name                text        not null check (char_length(name) between 1 and 200),
  suggested_questions text[]      not null default '{}',
  created_at          timestamptz not null default now(),
  updated_at          timestamptz not null default now(),
  unique (org_id, id)
);
create index project_order on app.project (org_id, created_at desc, id desc);
create index project_owner on app.project (owner_id);

create table app.document (
  id            uuid                primary key default uuidv7(),
  org_id        uuid                not null references app.organization,
  project_id    uuid                not null,
  owner_id      uuid                not null references app.user,
  name          text                not null check (char_length(name) between 1 and 255),
  media_type    text                not null check (char_length(media_type) between 1 and 255),
  size_bytes    integer             not null check (size_bytes > 0),
  sha256        text                not null check (sha256 ~ '^[0-9a-f]{64}$'),
  status        app.document_status not null default 'AWAITING_UPLOAD',
  page_count    integer,
  passage_count integer,
  failure_code  app.failure_code,
  created_at    timestamptz         not null default now(),
  updated_at    timestamptz         not null default now(),
  unique (org_id, id),
  unique (project_id, sha256),
  foreign key (org_id, project_id) references app.project (org_id, id)
);
comment on constraint document_project_id_sha256_key on app.document is
  'The same bytes in the same project are the same document.';
create index document_order on app.document (org_id, project_id, created_at desc, id desc);
create index document_owner on app.document (owner_id);

create table app.document_page (
  org_id      uuid    not null,
  document_id uuid    not null,
  number      integer not null check (number >= 1),
  label       text    not null,
  text        text    not null,
  primary key (document_id, number),
  foreign key (org_id, document_id) references app.document (org_id, id) on delete cascade
);
create index document_page_org on app.document_page (org_id, document_id);
comment on table app.document_page is 'Extracted text; offsets of citations count UTF-16 units into it.';

create table app.job (
  id                    uuid           primary key default uuidv7(),
  org_id                uuid           not null references app.organization,
  project_id            uuid           not null,
  document_id           uuid,
  owner_id              uuid           not null references app.user,
  kind                  app.job_kind   not null,
  status                app.job_status not null default 'QUEUED',
  stage                 app.job_stage,
  percent               integer        not null default 0 check (percent between 0 and 100),
  seconds_left          integer,
  attempt               integer        not null default 1,
  started_at            timestamptz,
  finished_at           timestamptz,
  failure_code          app.failure_code,
  question              text           check (char_length(question) between 1 and 8000),
  answer                text           not null default '',
  answer_partial        boolean        not null default true,
  grounded              boolean,
  extractive            boolean        not null default false,
  model                 text,
  provider              text,
  citations             jsonb          not null default '[]',
  input_tokens          integer,
  output_tokens         integer,
  millis_to_first_word  integer,
  millis                integer,
  created_at            timestamptz    not null default now(),
  updated_at            timestamptz    not null default now(),
  unique (org_id, id),
  check ((kind = 'ANSWER') = (question is not null)),
  foreign key (org_id, project_id) references app.project (org_id, id),
  foreign key (org_id, document_id) references app.document (org_id, id) on delete set null (document_id)
);
create index job_order on app.job (org_id, created_at desc, id desc);
create index job_project_order on app.job (org_id, project_id, created_at desc, id desc);
create index job_document on app.job (org_id, document_id, created_at desc, id desc);
create index job_owner on app.job (owner_id);
comment on column app.job.citations is
  '[{number, documentId, documentName, page, pageLabel, start, end, quote}], as they were when written.';

create table app.audit_event (
  id           uuid        primary key default uuidv7(),
  org_id       uuid        not null references app.organization,
  actor_id     uuid        references app.user,
  action       text        not null check (action ~ '^[a-z_]+\.[a-z_]+$'),
  subject_type text,
  subject_id   uuid,
  subject_name text,
  request_id   text,
  created_at   timestamptz not null default now()
);
create index audit_event_order on app.audit_event (org_id, created_at desc, id desc);
create index audit_event_actor on app.audit_event (actor_id);
comment on table app.audit_event is 'Append-only: the application may insert and read, nothing else.';

do $$
declare
  t text;
begin
  foreach t in array array['project', 'document', 'document_page', 'job', 'audit_event'] loop
    execute format('alter table app.%I enable row level security', t);
    execute format('alter table app.%I force row level security', t);
    execute format('create policy %I on app.%I for select to foundry_app
      using (org_id = any ((select app.viewer_org_ids())::uuid[]))', t || '_read', t);
    execute format('create policy %I on app.%I for insert to foundry_app
      with check (org_id = any ((select app.viewer_writable_org_ids())::uuid[]))', t || '_insert', t);
    execute format('grant select, insert on app.%I to foundry_app', t);
  end loop;
  foreach t in array array['project', 'document', 'document_page', 'job'] loop
    execute format('create policy %I on app.%I for update to foundry_app
      using (org_id = any ((select app.viewer_writable_org_ids())::uuid[]))
      with check (org_id = any ((select app.viewer_writable_org_ids())::uuid[]))', t || '_update', t);
    execute format('grant update on app.%I to foundry_app', t);
  end loop;
  foreach t in array array['document', 'document_page'] loop
    execute format('create policy %I on app.%I for delete to foundry_app
      using (org_id = any ((select app.viewer_writable_org_ids())::uuid[]))', t || '_delete', t);
    execute format('grant delete on app.%I to foundry_app', t);
  end loop;
end
$$;
