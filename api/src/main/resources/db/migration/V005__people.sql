-- How people come together: memberships that can be named, invitations, and notices to one person.

-- The address an invitation is compared with. Written at sign-in in the one form that invitations have too
-- (lower case), and only where the issuer vouches that it is this person's; null where it does not.
alter table app.user add vouched_email text check (char_length(vouched_email) between 3 and 254);
create index user_vouched_email on app.user (vouched_email);

drop function app.sign_in(text, text, text, text);
create function app.sign_in(issuer text, subject text, name text, email text, vouched_email text) returns uuid
  language plpgsql security definer set search_path = ''
as $$
declare
  found uuid;
begin
  select u.id into found from app.user u where u.issuer = sign_in.issuer and u.subject = sign_in.subject
    and u.name = sign_in.name and u.email is not distinct from sign_in.email
    and u.vouched_email is not distinct from sign_in.vouched_email;
  if found is null then
    insert into app.user as u (issuer, subject, name, email, vouched_email)
      values (sign_in.issuer, sign_in.subject, sign_in.name, sign_in.email, sign_in.vouched_email)
      on conflict on constraint user_issuer_subject_key
      do update set name = excluded.name, email = excluded.email, vouched_email = excluded.vouched_email,
        updated_at = now()
      returning u.id into found;
  end if;
  return found;
end
$$;

alter table app.membership add id uuid not null default uuidv7();
alter table app.membership add unique (id);
create index membership_order on app.membership (org_id, created_at desc, id desc);
create index membership_owners on app.membership (org_id) where role = 'OWNER';

-- The organizations whose people the viewer manages.
create function app.viewer_admin_org_ids() returns uuid[]
  language sql stable security definer set search_path = ''
  return coalesce(
    (select array[nullif(current_setting('app.org_id', true), '')::uuid]
      where nullif(current_setting('app.org_id', true), '') is not null),
    (select array_agg(m.org_id) from app.membership m
      where m.user_id = nullif(current_setting('app.user_id', true), '')::uuid and m.suspended_at is null
        and m.role in ('OWNER', 'ADMIN')),
    '{}'::uuid[]);

-- The organizations that are the viewer's own. The product at work in one owns none.
create function app.viewer_owned_org_ids() returns uuid[]
  language sql stable security definer set search_path = ''
  return coalesce(
    (select array_agg(m.org_id) from app.membership m
      where nullif(current_setting('app.org_id', true), '') is null
        and m.user_id = nullif(current_setting('app.user_id', true), '')::uuid and m.suspended_at is null
        and m.role = 'OWNER'),
    '{}'::uuid[]);

-- The address at which the viewer can be invited; null if there is none the issuer vouches for.
create function app.viewer_email() returns text
  language sql stable security definer set search_path = ''
  return (select u.vouched_email from app.user u
    where u.id = nullif(current_setting('app.user_id', true), '')::uuid);

-- An organization keeps an owner, whoever forgets to look. The lock makes owners who leave at once wait for
-- each other; each then sees what the other has done.
create function app.keep_an_owner() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op = 'UPDATE' and new.role = 'OWNER' then
    return new;
  end if;
  perform from app.organization o where o.id = old.org_id for no key update;
  perform from app.membership m where m.org_id = old.org_id and m.role = 'OWNER' and m.suspended_at is null
    and m.user_id <> old.user_id;
  if not found then
    raise exception 'organization % would have no owner', old.org_id using errcode = 'check_violation';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end
$$;
create trigger membership_keep_an_owner before delete or update of role on app.membership
  for each row when (old.role = 'OWNER') execute function app.keep_an_owner();

create type app.invitation_status as enum ('PENDING', 'ACCEPTED', 'DECLINED', 'REVOKED', 'EXPIRED');

create table app.invitation (
  id           uuid        primary key default uuidv7(),
  org_id       uuid        not null references app.organization,
  org_name     text        not null,
  email        text        not null check (char_length(email) between 3 and 254 and email !~ '[A-Z]'),
  shown_as     text        not null generated always as
    (left(email, 1) || '…' || substring(email from position('@' in email))) stored,
  role         app.role    not null,
  inviter_id   uuid        not null references app.user,
  inviter_name text        not null,
  token_sha256 text        not null unique check (token_sha256 ~ '^[0-9a-f]{64}$'),
  expires_at   timestamptz not null default now() + interval '7 days',
  accepted_at  timestamptz,
  accepted_by  uuid        references app.user,
  declined_at  timestamptz,
  revoked_at   timestamptz,
  created_at   timestamptz not null default now(),
  updated_at   timestamptz not null default now(),
  check ((accepted_at is null) = (accepted_by is null)),
  check (num_nonnulls(accepted_at, declined_at, revoked_at) <= 1)
);
comment on table app.invitation is 'A place in an organization, kept for an e-mail address.';
comment on column app.invitation.org_name is
  'As the organization was called then: whom it is for cannot see the organization yet, nor the inviter.';
comment on column app.invitation.shown_as is
  'For the audit trail, which every member reads: the address belongs to somebody who is not here yet.';
comment on column app.invitation.revoked_at is
  'Also set on one that has expired when another takes its place; it stays expired.';
-- Two who invite the same address at once make one invitation.
create unique index invitation_open on app.invitation (org_id, email)
  where accepted_at is null and declined_at is null and revoked_at is null;
create index invitation_order on app.invitation (org_id, created_at desc, id desc);
create index invitation_email on app.invitation (email, created_at desc, id desc);
create index invitation_inviter on app.invitation (inviter_id);
create index invitation_accepted_by on app.invitation (accepted_by);

-- Where an invitation stands now. What was revoked after its end had expired before.
create function app.invitation_status(
  accepted_at timestamptz, declined_at timestamptz, revoked_at timestamptz, expires_at timestamptz)
  returns app.invitation_status
  language sql stable parallel safe
  return case
    when accepted_at is not null then 'ACCEPTED'
    when declined_at is not null then 'DECLINED'
    when revoked_at < expires_at then 'REVOKED'
    when expires_at <= now() then 'EXPIRED'
    else 'PENDING'
  end::app.invitation_status;

create type app.notification_kind as enum (
  'INVITATION_RECEIVED', 'INVITATION_ACCEPTED', 'ROLE_CHANGED', 'REMOVED', 'JOB_FAILED');

create table app.notification (
  id           uuid                  primary key default uuidv7(),
  org_id       uuid                  not null references app.organization,
  org_name     text                  not null,
  user_id      uuid                  not null references app.user,
  kind         app.notification_kind not null,
  subject_type text,
  subject_id   uuid,
  subject_name text,
  role         app.role,
  read_at      timestamptz,
  created_at   timestamptz           not null default now(),
  check ((subject_type is null) = (subject_id is null))
);
comment on table app.notification is
  'Something one person should know. Theirs, even when they no longer belong to the organization it is about.';
comment on column app.notification.org_name is 'As the organization was called then.';
create index notification_order on app.notification (user_id, created_at desc, id desc);
create index notification_unread on app.notification (user_id, created_at desc, id desc) where read_at is null;
create index notification_org on app.notification (org_id);

-- Every replica hears of a notification that came or was read, whoever wrote it: ids alone.
create function app.tell_of_notification() returns trigger
  language plpgsql set search_path = ''
as $$
begin
  perform pg_notify('NOTIFICATION', new.org_id || ' ' || new.user_id || ' ' || new.id);
  return null;
end
$$;
create trigger notification_tell after insert or update of read_at on app.notification
  for each row execute function app.tell_of_notification();

-- Founding, for somebody who belongs to nothing yet: the organization and its first owner.
create function app.create_organization(name text) returns uuid
  language plpgsql security definer set search_path = ''
as $$
declare
  founder uuid := app.viewer_user_id();
  made uuid;
begin
  -- Waits for another founding by the same person, so that founders are counted one by one.
  perform from app.user u where u.id = founder for no key update;
  if not found then
    raise exception 'only a person founds an organization' using errcode = 'insufficient_privilege';
  end if;
  insert into app.organization (name) values (create_organization.name) returning id into made;
  insert into app.membership (org_id, user_id, role) values (made, founder, 'OWNER');
  return made;
end
$$;

-- Tells whoever is invited and has signed in before. Says nothing of whether there is such a person.
create function app.tell_invited(invitation_id uuid) returns void
  language sql security definer set search_path = ''
begin atomic
  insert into app.notification (org_id, org_name, user_id, kind, subject_type, subject_id, subject_name, role)
    select i.org_id, i.org_name, u.id, 'INVITATION_RECEIVED', 'invitation', i.id, i.inviter_name, i.role
    from app.invitation i join app.user u on u.vouched_email = i.email
    where i.id = invitation_id and i.org_id = any (app.viewer_admin_org_ids());
end;

-- Taking or declining an invitation, for somebody who does not belong yet. By its token, or by its id if it is
-- for the viewer's own address. Whoever comes with a token may have an address that nobody vouches for, or
-- none, but no other. Answers ACCEPTED or DECLINED, or why not: NOT_FOUND, MEMBER, OTHER_EMAIL, or the status.
-- Declining is recorded here, as whoever declines belongs to nothing that could record it.
create function app.answer_invitation(token_sha256 text, invitation_id uuid, accept boolean, request_id text,
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
  if who.id is null or it.id is null then
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
    verdict := 'DECLINED';
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
  verdict := 'ACCEPTED';
end
$$;

revoke all on all functions in schema app from public;
grant execute on all functions in schema app to foundry_app;

-- The organization itself is its owners' to change.
create policy organization_update on app.organization for update to foundry_app
  using (id = any ((select app.viewer_owned_org_ids())::uuid[]))
  with check (id = any ((select app.viewer_owned_org_ids())::uuid[]));
grant update (name, updated_at) on app.organization to foundry_app;

-- People come by the functions above. Admins change and end memberships and anybody their own; nobody but an
-- owner makes, changes or ends an owner's. An owner's own goes by the first rule.
create policy membership_update on app.membership for update to foundry_app
  using (org_id = any ((select app.viewer_owned_org_ids())::uuid[])
    or role <> 'OWNER' and org_id = any ((select app.viewer_admin_org_ids())::uuid[]))
  with check (org_id = any ((select app.viewer_owned_org_ids())::uuid[])
    or role <> 'OWNER' and org_id = any ((select app.viewer_admin_org_ids())::uuid[]));
create policy membership_delete on app.membership for delete to foundry_app
  using (user_id = app.viewer_user_id()
    or org_id = any ((select app.viewer_owned_org_ids())::uuid[])
    or role <> 'OWNER' and org_id = any ((select app.viewer_admin_org_ids())::uuid[]));
grant update (role, updated_at), delete on app.membership to foundry_app;

alter table app.invitation enable row level security;
alter table app.invitation force row level security;
create policy invitation_read on app.invitation for select to foundry_app
  using (org_id = any ((select app.viewer_admin_org_ids())::uuid[]) or email = (select app.viewer_email()));
create policy invitation_insert on app.invitation for insert to foundry_app
  with check (inviter_id = app.viewer_user_id() and (org_id = any ((select app.viewer_owned_org_ids())::uuid[])
    or role <> 'OWNER' and org_id = any ((select app.viewer_admin_org_ids())::uuid[])));
create policy invitation_update on app.invitation for update to foundry_app
  using (org_id = any ((select app.viewer_owned_org_ids())::uuid[])
    or role <> 'OWNER' and org_id = any ((select app.viewer_admin_org_ids())::uuid[]))
  with check (org_id = any ((select app.viewer_owned_org_ids())::uuid[])
    or role <> 'OWNER' and org_id = any ((select app.viewer_admin_org_ids())::uuid[]));
create policy invitation_owner on app.invitation for all to current_user using (true) with check (true);
grant select, insert on app.invitation to foundry_app;
grant update (token_sha256, expires_at, revoked_at, updated_at) on app.invitation to foundry_app;

-- Only to people of the organization, by those who manage it or the product at work in it.
alter table app.notification enable row level security;
alter table app.notification force row level security;
create policy notification_read on app.notification for select to foundry_app
  using (user_id = (select app.viewer_user_id()));
create policy notification_insert on app.notification for insert to foundry_app
  with check (org_id = any ((select app.viewer_admin_org_ids())::uuid[])
    and exists (select from app.membership m where m.org_id = notification.org_id
      and m.user_id = notification.user_id));
create policy notification_update on app.notification for update to foundry_app
  using (user_id = (select app.viewer_user_id())) with check (user_id = (select app.viewer_user_id()));
create policy notification_owner on app.notification for all to current_user using (true) with check (true);
grant select, insert on app.notification to foundry_app;
grant update (read_at) on app.notification to foundry_app;

-- Whoever belongs to an organization is recorded there, in their own name and no other: somebody who may only
-- read comes and leaves as well.
create policy audit_event_owner on app.audit_event for insert to current_user with check (true);
drop policy audit_event_insert on app.audit_event;
create policy audit_event_insert on app.audit_event for insert to foundry_app
  with check (org_id = any ((select app.viewer_org_ids())::uuid[])
    and actor_id is not distinct from app.viewer_user_id());
