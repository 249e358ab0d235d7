-- Prompt templates of organizations: versions never change, labels move.
create table ai.template (
  org_id     uuid        not null,
  name       text        not null check (name ~ '^[a-z][a-z0-9._-]{0,63}$'),
  version    integer     not null check (version > 0),
  definition text        not null check (octet_length(definition) <= 4194304),
  user_id    uuid        not null,
  created_at timestamptz not null default now(),
  primary key (org_id, name, version)
);
comment on column ai.template.definition is 'JSON of variables and messages, as it was put';

alter table ai.template enable row level security;
alter table ai.template force row level security;
create policy template_org on ai.template for all to foundry_ai
  using (org_id = (select ai.org_id())) with check (org_id = (select ai.org_id()));
grant select, insert on ai.template to foundry_ai;

create table ai.template_label (
  org_id   uuid        not null,
  name     text        not null,
  label    text        not null check (label ~ '^[a-z][a-z0-9._-]{0,63}$'),
  version  integer     not null,
  user_id  uuid        not null,
  moved_at timestamptz not null default now(),
  primary key (org_id, name, label),
  foreign key (org_id, name, version) references ai.template
);
comment on table ai.template_label is 'Which version a name such as production means now.';

alter table ai.template_label enable row level security;
alter table ai.template_label force row level security;
create policy template_label_org on ai.template_label for all to foundry_ai
  using (org_id = (select ai.org_id())) with check (org_id = (select ai.org_id()));
grant select, insert on ai.template_label to foundry_ai;
grant update (version, user_id, moved_at) on ai.template_label to foundry_ai;
