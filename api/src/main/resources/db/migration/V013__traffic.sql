-- What the port keeps for itself: how much people and organizations may still ask. No tenant's data, so it is in no
-- tenant's schema; the serving role may run the functions below and touch nothing else.
create schema traffic;
grant usage on schema traffic to foundry_app;

create type traffic.payer as enum ('PERSON', 'ORGANIZATION');

-- Unlogged: after a crash everybody begins anew, and no write waits for the disk.
create unlogged table traffic.rate (
  payer   traffic.payer not null,
  id      uuid          not null,
  full_at timestamptz   not null,
  granted integer       not null,
  primary key (payer, id)
) with (fillfactor = 50);
comment on table traffic.rate is 'A leaky bucket for each payer (GCRA): one time is all there is to know.';
comment on column traffic.rate.full_at is
  'When the payer may ask as much at once as a minute allows. Each request moves it by the interval between two.';
comment on column traffic.rate.granted is 'What the last one who asked was granted; the statement that changes the row answers it.';

alter table traffic.rate enable row level security;
alter table traffic.rate force row level security;
create policy rate_owner on traffic.rate for all to current_user using (true) with check (true);

-- Takes as many of the wanted requests as there are. One statement: the row is locked from here to the end of the
-- transaction, which is this statement's own. The clock is the database's, read once, behind the lock.
create function traffic.draw(payer traffic.payer, id uuid, wanted integer, per_minute integer,
    out granted integer, out full_in double precision)
  language sql volatile set search_path = ''
  begin atomic
    insert into traffic.rate as r (payer, id, full_at, granted)
    values (draw.payer, draw.id,
      clock_timestamp() + least(wanted, per_minute) * (interval '1 minute' / per_minute), least(wanted, per_minute))
    on conflict on constraint rate_pkey do update set (full_at, granted) = (
      select s.since + s.enough * (interval '1 minute' / per_minute), s.enough
      from (
        select b.since, greatest(0, least(wanted, floor(
          extract(epoch from b.now + interval '1 minute' - b.since) * per_minute / 60 + 0.001)))::integer as enough
        from (select c.now, greatest(r.full_at, c.now) as since from (select clock_timestamp() as now) c) b) s)
    returning r.granted, extract(epoch from r.full_at - clock_timestamp())::double precision;
  end;

-- Takes requests for a person, and from their organization if there is but one: then it is certain on whose behalf
-- they ask. Rows are locked in one order, person before organization, so nobody waits in a circle.
create function traffic.take(person uuid, wanted integer, person_per_minute integer, organization_per_minute integer,
    out granted integer, out person_full_in double precision, out organization_full_in double precision)
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  organizations uuid[];
  allowed integer;
begin
  granted := wanted;
  if person_per_minute > 0 then
    select d.granted, d.full_in into granted, person_full_in
      from traffic.draw('PERSON', person, wanted, person_per_minute) d;
  end if;
  if organization_per_minute = 0 then return; end if;
  organizations := array(select m.org_id from app.membership m
    where m.user_id = person and m.suspended_at is null limit 2);
  if cardinality(organizations) <> 1 then return; end if;
  select d.granted, d.full_in into allowed, organization_full_in
    from traffic.draw('ORGANIZATION', organizations[1], granted, organization_per_minute) d;
  if allowed < granted and person_per_minute > 0 then
    -- What the organization does not allow is not taken from the person.
    update traffic.rate r set full_at = r.full_at - (take.granted - allowed) * (interval '1 minute' / person_per_minute)
      where r.payer = 'PERSON' and r.id = person;
    person_full_in := person_full_in - (take.granted - allowed) * 60.0 / person_per_minute;
  end if;
  granted := allowed;
end
$$;

-- Buckets that are full say nothing that a missing row does not. A bounded number at a time.
create function traffic.forget_rates() returns integer
  language sql volatile security definer set search_path = ''
  begin atomic
    with old as (
      select r.payer, r.id from traffic.rate r where r.full_at < now() - interval '1 minute'
      limit 1000 for update skip locked),
    gone as (delete from traffic.rate r using old where r.payer = old.payer and r.id = old.id returning 1)
    select count(*)::integer from gone;
  end;

revoke all on all functions in schema traffic from public;
grant execute on function traffic.take(uuid, integer, integer, integer), traffic.forget_rates() to foundry_app;
