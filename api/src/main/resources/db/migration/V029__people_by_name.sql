-- People of an organization by name. A list is in the order of an index, and an index is of one table: so a membership
-- knows its person's name as lists are ordered by it, kept by triggers.
alter table app.membership add column name_key text collate "C";
update app.membership m set name_key = lower(u.name collate pg_unicode_fast) from app.user u where u.id = m.user_id;
alter table app.membership alter column name_key set not null;
comment on column app.membership.name_key is 'The person''s name, whatever the case; follows it.';
create index membership_name_order on app.membership (org_id, name_key, id);

create function app.name_member() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  select lower(u.name collate pg_catalog.pg_unicode_fast) into new.name_key from app.user u where u.id = new.user_id;
  return new;
end
$$;
create trigger membership_name before insert on app.membership for each row execute function app.name_member();

create function app.rename_member() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  update app.membership m set name_key = lower(new.name collate pg_catalog.pg_unicode_fast) where m.user_id = new.id;
  return null;
end
$$;
create trigger user_rename after update of name on app.user
  for each row when (old.name is distinct from new.name) execute function app.rename_member();
revoke all on function app.name_member(), app.rename_member() from public;
