-- How often each registered document was asked for, by day: what tells when those of old clients can go. Hashes and
-- numbers; nothing of who asks, or with what.
create table traffic.document_use (
  document text   not null check (document ~ '^[0-9a-f]{64}$'),
  day      date   not null,
  requests bigint not null check (requests > 0),
  primary key (document, day)
);
create index document_use_day on traffic.document_use (day);

alter table traffic.document_use enable row level security;
alter table traffic.document_use force row level security;
create policy document_use_owner on traffic.document_use for all to current_user using (true) with check (true);

-- Adds to today. In one order, so that replicas that write at once do not wait in a circle.
create function traffic.count_uses(documents text[], requests bigint[]) returns void
  language sql volatile security definer set search_path = ''
  begin atomic
    insert into traffic.document_use as u (document, day, requests)
      select c.document, (now() at time zone 'UTC')::date, c.requests
      from unnest(count_uses.documents, count_uses.requests) as c(document, requests) order by c.document
    on conflict on constraint document_use_pkey do update set requests = u.requests + excluded.requests;
  end;

create function traffic.document_uses(since date) returns table (document text, first_day date, last_day date, requests bigint)
  language sql stable security definer set search_path = ''
  begin atomic
    select u.document, min(u.day), max(u.day), sum(u.requests)::bigint from traffic.document_use u
      where u.day >= document_uses.since group by u.document order by u.document;
  end;

-- Two years are enough to see a year's rhythm.
create function traffic.forget_uses() returns integer
  language sql volatile security definer set search_path = ''
  begin atomic
    with gone as (delete from traffic.document_use u where u.day < current_date - 730 returning 1)
    select count(*)::integer from gone;
  end;

revoke all on function traffic.count_uses(text[], bigint[]), traffic.document_uses(date), traffic.forget_uses() from public;
grant execute on function traffic.count_uses(text[], bigint[]), traffic.document_uses(date), traffic.forget_uses()
  to foundry_app;
