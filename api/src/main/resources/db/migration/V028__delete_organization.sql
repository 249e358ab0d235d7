-- An organization is deleted as a project is: hidden first, purged when the time to undo it is over. Hidden means that
-- nobody belongs to it any more: its memberships are suspended in the transaction that deletes it, so every policy that
-- goes by membership, and every sign-in, holds without knowing of deletion, and costs what it did. The row stays for good,
-- since the audit trail belongs to it.
alter type app.notification_kind add value 'ORGANIZATION_DELETED';
alter type app.notification_kind add value 'ORGANIZATION_RESTORED';

alter table app.organization add column deleted_at timestamptz, add column purged_at timestamptz;
comment on column app.organization.deleted_at is
  'Set: nobody belongs to it; memberships that the deletion suspended have this very time.';
comment on column app.organization.purged_at is
  'Set: what it held is being taken away, or is gone; nothing brings it back.';

-- The last thing a deletion does: behind it the viewer may do nothing here. False if it was deleted meanwhile.
create function app.delete_organization(organization_id uuid) returns boolean
  language plpgsql security definer set search_path = ''
as $$
declare
  it app.organization;
begin
  select * into it from app.organization o
    where o.id = organization_id and o.deleted_at is null and o.id = any (app.viewer_owned_org_ids())
    for update;
  if it.id is null then
    return false;
  end if;
  insert into app.notification (org_id, org_name, user_id, kind, subject_type, subject_id, subject_name)
    select it.id, it.name, m.user_id, 'ORGANIZATION_DELETED', 'organization', it.id, it.name
      from app.membership m
      where m.org_id = it.id and m.suspended_at is null and m.user_id <> app.viewer_user_id();
  update app.organization o set deleted_at = now(), updated_at = now() where o.id = it.id;
  update app.membership m set suspended_at = now()
    where m.org_id = it.id and m.suspended_at is null;
  return true;
end
$$;

-- Brings an organization back, for whoever was its owner when it was deleted. Answers DONE and when it had been
-- deleted, or why not: NOT_FOUND, FORBIDDEN, or WRONG_STATE where there is nothing to undo. The time is looked at behind
-- the lock that a purge begins with.
create function app.undo_delete_organization(organization_id uuid, out verdict text, out was_deleted_at timestamptz)
  language plpgsql security definer set search_path = ''
as $$
declare
  it app.organization;
  mine app.membership;
begin
  verdict := 'NOT_FOUND';
  perform from app.membership m where m.org_id = organization_id and m.user_id = app.viewer_user_id();
  if not found then
    return;
  end if;
  select * into it from app.organization o where o.id = organization_id for update;
  select * into mine from app.membership m
    where m.org_id = organization_id and m.user_id = app.viewer_user_id();
  if it.deleted_at is null then
    verdict := case when mine.suspended_at is null then 'WRONG_STATE' else 'NOT_FOUND' end;
  elsif mine.suspended_at = it.deleted_at and it.purged_at is null
      and clock_timestamp() < it.deleted_at + interval '10 minutes' then
    verdict := case mine.role when 'OWNER' then 'DONE' else 'FORBIDDEN' end;
  end if;
  if verdict <> 'DONE' then
    return;
  end if;
  was_deleted_at := it.deleted_at;
  update app.organization o set deleted_at = null, updated_at = now() where o.id = it.id;
  update app.membership m set suspended_at = null
    where m.org_id = it.id and m.suspended_at = it.deleted_at;
  insert into app.notification (org_id, org_name, user_id, kind, subject_type, subject_id, subject_name)
    select it.id, it.name, m.user_id, 'ORGANIZATION_RESTORED', 'organization', it.id, it.name
      from app.membership m
      where m.org_id = it.id and m.suspended_at is null and m.user_id <> app.viewer_user_id();
end
$$;

-- Begins a purge, by the product at work in the organization: DUE, LATER, or KEPT if it is not deleted (any more).
create function app.begin_purge(organization_id uuid) returns text
  language plpgsql security definer set search_path = ''
as $$
declare
  it app.organization;
begin
  select * into it from app.organization o
    where o.id = organization_id and o.id::text = current_setting('app.org_id', true) for update;
  if it.id is null or it.deleted_at is null then
    return 'KEPT';
  elsif clock_timestamp() < it.deleted_at + interval '10 minutes' then
    return 'LATER';
  end if;
  update app.organization o set purged_at = coalesce(o.purged_at, now()) where o.id = it.id;
  return 'DUE';
end
$$;

-- Ends a purge: who belonged here, who was invited, its keys and limits. Its projects must be gone before.
create function app.end_purge(organization_id uuid) returns void
  language plpgsql security definer set search_path = ''
as $$
begin
  perform from app.organization o where o.id = organization_id and o.purged_at is not null
    and o.id::text = current_setting('app.org_id', true) for update;
  if not found then
    raise exception 'organization % is not being purged', organization_id using errcode = 'check_violation';
  end if;
  delete from app.invitation i where i.org_id = organization_id;
  delete from app.api_key k where k.org_id = organization_id;
  delete from app.membership m where m.org_id = organization_id;
  delete from app.organization_limit l where l.org_id = organization_id;
end
$$;

revoke all on function app.delete_organization(uuid), app.undo_delete_organization(uuid), app.begin_purge(uuid),
  app.end_purge(uuid) from public;
grant execute on function app.delete_organization(uuid), app.undo_delete_organization(uuid), app.begin_purge(uuid),
  app.end_purge(uuid) to foundry_app;
create policy api_key_owner on app.api_key for all to current_user using (true) with check (true);

-- One that is deleted needs no owner.
create or replace function app.keep_an_owner() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op = 'UPDATE' and new.role = 'OWNER' then
    return new;
  end if;
  perform from app.organization o where o.id = old.org_id and o.deleted_at is null for no key update;
  if not found then
    return case when tg_op = 'DELETE' then old else new end;
  end if;
  perform from app.membership m where m.org_id = old.org_id and m.role = 'OWNER' and m.suspended_at is null
    and m.user_id <> old.user_id;
  if not found then
    raise exception 'organization % would have no owner', old.org_id using errcode = 'check_violation';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end
$$;

-- As in V012, but nobody comes into an organization that is deleted. Whoever does waits for a deletion that is under way,
-- and a deletion waits for whoever is on the way in.
create or replace function app.answer_invitation(token_sha256 text, invitation_id uuid, accept boolean, request_id text,
    out verdict text, out id uuid, out org_id uuid, out event_id uuid)
  language plpgsql security definer set search_path = ''
as $$
declare
  who app.user;
  it app.invitation;
begin
  select * into who from app.user u where u.id = app.viewer_user_id();
  select * into it from app.invitation i
    where i.token_sha256 = answer_invitation.token_sha256
      or i.id = answer_invitation.invitation_id and i.email = who.vouched_email
    for no key update;
  perform from app.organization o where o.id = it.org_id and o.deleted_at is null for share;
  if who.id is null or not found then
    verdict := 'NOT_FOUND';
    return;
  end if;
  id := it.id;
  org_id := it.org_id;
  verdict := app.invitation_status(it.accepted_at, it.declined_at, it.revoked_at, it.expires_at);
  if coalesce(who.vouched_email, lower(who.email), it.email) <> it.email then
    verdict := 'OTHER_EMAIL';
  end if;
  if verdict <> 'PENDING' then
    return;
  end if;
  if not accept then
    update app.invitation i set declined_at = now(), updated_at = now() where i.id = it.id;
    insert into app.audit_event as e (org_id, actor_id, action, subject_type, subject_id, subject_name, request_id)
      values (it.org_id, who.id, 'invitation.decline', 'invitation', it.id, it.shown_as, answer_invitation.request_id)
      returning e.id into event_id;
    verdict := 'TURNED_DOWN';
    return;
  end if;
  insert into app.membership (org_id, user_id, role) values (it.org_id, who.id, it.role)
    on conflict on constraint membership_pkey do nothing;
  if not found then
    verdict := 'MEMBER';
    return;
  end if;
  update app.invitation i set accepted_at = now(), accepted_by = who.id, updated_at = now() where i.id = it.id;
  insert into app.notification (org_id, org_name, user_id, kind, subject_type, subject_id, subject_name, role)
    select it.org_id, it.org_name, m.user_id, 'INVITATION_ACCEPTED', 'membership',
        (select n.id from app.membership n where n.org_id = it.org_id and n.user_id = who.id), who.name, it.role
      from app.membership m where m.org_id = it.org_id and m.user_id = it.inviter_id;
  verdict := 'JOINED';
end
$$;
