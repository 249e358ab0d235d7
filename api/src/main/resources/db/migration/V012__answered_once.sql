-- Taking or declining an invitation, for somebody who does not belong yet. By its token, or by its id if it is
-- for the viewer's own address. Whoever comes with a token may have an address that nobody vouches for, or
-- none, but no other. Answers JOINED or TURNED_DOWN, or why not: NOT_FOUND, MEMBER, OTHER_EMAIL, or the status
-- that the invitation had before: what was accepted now must not look like what was accepted long ago.
-- Declining is recorded here, as whoever declines belongs to nothing that could record it.
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
