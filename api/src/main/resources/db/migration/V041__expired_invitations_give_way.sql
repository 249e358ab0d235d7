-- An expired invitation makes room for another of the same address, whoever made it and as whatever: admins may
-- not change those of owners, and one that nobody can accept any more should not bind them.
create function app.close_expired_invitation(org_id uuid, email text) returns void
  language sql security definer set search_path = ''
begin atomic
  update app.invitation i set revoked_at = now()
    where i.org_id = close_expired_invitation.org_id and i.email = close_expired_invitation.email
      and i.accepted_at is null and i.declined_at is null and i.revoked_at is null
      and i.expires_at <= now()
      and i.org_id = any (app.viewer_admin_org_ids());
end;
comment on function app.close_expired_invitation(uuid, text) is
  'Closes the expired invitation of an address to an organization that the viewer manages; it stays EXPIRED.';
revoke all on function app.close_expired_invitation(uuid, text) from public;
grant execute on function app.close_expired_invitation(uuid, text) to foundry_app;
