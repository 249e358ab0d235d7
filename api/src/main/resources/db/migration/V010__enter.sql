-- Begins a person's transaction: says who asks, and answers the roles they hold now. One statement for what every
-- request needs first. Reads membership as its owner, since the policy on membership rests on who asks.
create function app.enter(viewer uuid) returns table (org_id uuid, role app.role)
  language plpgsql security definer set search_path = ''
as $$
begin
  perform set_config('app.user_id', viewer::text, true), set_config('app.org_id', '', true);
  return query select m.org_id, m.role from app.membership m
    where m.user_id = viewer and m.suspended_at is null;
end
$$;
revoke all on function app.enter(uuid) from public;
grant execute on function app.enter(uuid) to foundry_app;
