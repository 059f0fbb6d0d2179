-- Makes one organisation with a given number of calls, in the order in which they came.
--
-- Variables: organisation (its id), name, calls (how many), salt (makes ids differ between
-- organisations). Run as the superuser.
--
-- Call n starts in the n-th half minute of 2025 and later. What kind of call it is repeats every 20
-- calls, 10 of which are inbound and completed or unanswered: so any 100 half minutes in a row hold
-- exactly 50 of those, and a measurement can ask for them by arithmetic alone. The last 40 calls
-- are still going on.

\set ON_ERROR_STOP on
-- The rows are right by construction; without the checks of foreign keys they are in much faster.
set session_replication_role = replica;
set synchronous_commit = off;
set work_mem = '256MB';
set timezone = 'UTC';

begin;

insert into organisations (id, name, plan, sip_domain, inserted_at, updated_at)
  values (:'organisation', :'name', 'business', 'sip.example.org', now(), now());

create temporary table made on commit drop as
  select n,
    kind,
    n > :calls - 40 as open,
    random,
    moment,
    -- A version 7 UUID of that moment.
    (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0')
      || '7' || substr(hash, 1, 3) || 'a' || substr(hash, 4, 15))::uuid as id,
    (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0')
      || '7' || substr(hash, 18, 3) || 'b' || substr(hash, 10, 15))::uuid as conversation,
    md5(hash)::uuid::text as call_uuid
  from (
    select n,
      n * 7 % 20 as kind,
      md5(n || :'salt') as hash,
      ('x' || substr(md5(n || :'salt'), 1, 8))::bit(32)::bigint as random,
      timestamptz '2025-01-01 00:00:00+00' + (n - 1) * interval '30 seconds'
        + ('x' || substr(md5(n || :'salt'), 9, 6))::bit(24)::int % 30000000 * interval '1 microsecond'
        as moment
    from generate_series(1, :calls) as n
  ) as drawn;

insert into conversations (organisation_id, id, inserted_at, updated_at, channel, mode, status,
    public_id)
  select :'organisation', conversation, moment, moment, 'voice', 'voice',
    case when open then 'active' else 'closed' end, 'conv_' || to_hex(n)
  from made
  where kind < 8
  order by n;

insert into calls (organisation_id, id, conversation_id, started_at, ended_at, duration_seconds,
    inserted_at, updated_at, direction, status, from_number, to_number, sip_username, call_source,
    call_uuid)
  select :'organisation',
    id,
    case when kind < 8 then conversation end,
    moment,
    case when not open then moment + seconds * interval '1 second' end,
    case when not open then seconds end,
    moment,
    moment,
    case when kind < 12 then 'inbound' else 'outbound' end,
    case when open then 'in_progress' else status end,
    case when kind < 12 then outside else inside end,
    case when kind < 12 then inside else outside end,
    case when status = 'completed' then 'agent' || random % 150 end,
    'freeswitch-' || random % 4 + 1,
    call_uuid
  from (
    select *,
      (array['completed', 'completed', 'completed', 'completed', 'completed', 'completed',
        'completed', 'completed', 'no_answer', 'no_answer', 'busy', 'cancelled', 'completed',
        'completed', 'completed', 'completed', 'completed', 'no_answer', 'failed', 'busy'])[kind + 1]
        as status,
      case when kind < 8 or kind between 12 and 16 then 20 + random % 900 else random % 40 end
        as seconds,
      '+4917' || lpad((random % 100000000)::text, 8, '0') as outside,
      '+4930555' || lpad((random % 200)::text, 4, '0') as inside
    from made
  ) as told
  order by n;

-- What a program would have counted while it wrote them.
insert into call_counts (organisation_id, dimension, value, total)
  select :'organisation',
      case grouping(direction, status, call_source)
        when 7 then 'all' when 3 then 'direction' when 5 then 'status' else 'call_source' end,
      coalesce(case grouping(direction, status, call_source)
        when 3 then direction when 5 then status when 6 then call_source end, ''),
      count(*)
    from calls
    where organisation_id = :'organisation'
    group by grouping sets ((), (direction), (status), (call_source));
insert into call_periods (organisation_id, length, begins_at, total)
  select :'organisation', period, date_trunc(period, started_at, 'UTC'), count(*)
    from calls, unnest(array['hour', 'day']) as period
    where organisation_id = :'organisation' and started_at is not null
    group by 2, 3;

commit;
