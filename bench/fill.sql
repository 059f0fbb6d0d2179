-- Makes the calls of a year, in the order in which they came: one large organisation and 200 smaller
-- ones between each other, sizes like Zipf's.
--
-- Variables: calls (of the large organisation), share (its percent of all calls). Run as the
-- superuser on empty tables. Every value comes from the number of its call, so that the same
-- variables always make the same rows.

\set ON_ERROR_STOP on
-- The rows are right by construction; without the checks of foreign keys they are in much faster.
set session_replication_role = replica;
set synchronous_commit = off;
set work_mem = '256MB';
set maintenance_work_mem = '1GB';
set timezone = 'UTC';
set jit = off;

select (:calls::bigint * 100 + :share - 1) / :share as total \gset

-- The indexes are made anew behind the rows, as they were.
create temporary table dropped as
  select format('drop index %s', i.indexrelid::regclass) as away,
      replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ') as back
    from pg_index i
    where i.indrelid = 'calls'::regclass
      and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
  union all
  select format('alter table calls drop constraint %I', conname),
      format('alter table calls add constraint %I %s', conname, pg_get_constraintdef(oid))
    from pg_constraint
    where conrelid = 'calls'::regclass and contype = 'u';
select away from dropped \gexec

insert into organisations (id, name, plan, sip_domain, inserted_at, updated_at)
  select case k when 0 then '10000000-0000-4000-8000-000000000001'
        else '20000000-0000-4000-8000-' || lpad(k::text, 12, '0') end::uuid,
      case k when 0 then 'large' else 'small ' || k end,
      case when k < 20 then 'business' else 'standard' end,
      'sip' || k || '.example.org', timestamptz '2025-01-01', timestamptz '2025-01-01'
    from generate_series(0, 200) as k;

-- Between 0 and 1.
create function pg_temp.draw(n bigint, salt bigint) returns float8 language sql immutable as
  'select (hashint8extended(n, salt) & 9223372036854775807) / 9223372036854775808.0::float8';

-- Whose call n is (k, 0 is the large organisation), and what was drawn for it.
create temporary view drawn as
  select n,
      case when n * :share / 100 > (n - 1) * :share / 100 then 0
        else least(200, floor(exp(pg_temp.draw(n, 1) * ln(201)))::int) end as k,
      n > :total - 200 as open,
      timestamptz '2025-01-01 00:00:00+00'
        + floor((n - 1 + pg_temp.draw(n, 2)) * (31536000000000.0 / :total)) * interval '1 microsecond'
        as moment,
      hashint8extended(n, 3) as hash,
      hashint8extended(n, 4) as more,
      pg_temp.draw(n, 5) as sort,
      pg_temp.draw(n, 6) as outcome,
      pg_temp.draw(n, 7) as other,
      pg_temp.draw(n, 8) as own,
      pg_temp.draw(n, 9) as user,
      pg_temp.draw(n, 10) as source,
      pg_temp.draw(n, 11) as length,
      pg_temp.draw(n, 12) as talk
    from (select generate_series(1::bigint, :total) as n offset 0) as numbers
    offset 0;

create temporary view told as
  select d.*,
      case k when 0 then '10000000-0000-4000-8000-000000000001'::uuid
        else ('20000000-0000-4000-8000-' || lpad(k::text, 12, '0'))::uuid end as organisation,
      -- Version 7 UUIDs of the moment.
      (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0') || '7'
        || substr(to_hex(hash | (1::bigint << 62)), 2, 3) || 'a'
        || substr(lpad(to_hex(more), 16, '0'), 2, 15))::uuid as id,
      (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0') || '7'
        || substr(to_hex(more | (1::bigint << 62)), 2, 3) || 'b'
        || substr(lpad(to_hex(hash), 16, '0'), 2, 15))::uuid as conversation,
      sort < 0.6 as inbound,
      case when outcome < 0.74 then 'completed' when outcome < 0.90 then 'no_answer'
        when outcome < 0.95 then 'busy' when outcome < 0.99 then 'cancelled' else 'failed' end
        as status,
      case when outcome < 0.74 then 5 + floor(900 * length * length * length)::int
        else floor(40 * length)::int end as seconds,
      3 + floor(20 * talk)::int as ringing,
      -- One number in ten calls is new, and some call far oftener than others; half of what goes
      -- out, or comes in, does so by one of five numbers.
      floor(other * other * greatest(20,
          case k when 0 then :calls
            else (:total - :calls) * ln((k + 1.0) / k) / ln(201) end / 10))::bigint as outside,
      case when own < 0.5 then floor(own * 10)::int else 5 + floor((own - 0.5) * 390)::int end
        as inside,
      floor(300 * "user" * "user")::int as agent,
      (hash & 255) < 40 as conversing,
      -- Some calls never began.
      outcome >= 0.99 and (more & 15) = 0 as unborn
    from drawn as d
    offset 0;

insert into conversations (organisation_id, id, inserted_at, updated_at, channel, mode, status,
    public_id)
  select organisation, conversation, moment, moment, 'voice', 'voice',
      case when open then 'active' else 'closed' end, 'conv_' || to_hex(n)
    from told
    where conversing;

insert into calls (organisation_id, id, conversation_id, started_at, ended_at, duration_seconds,
    inserted_at, updated_at, rang_at, answered_at, identified_at, ring_seconds, talk_seconds,
    sip_code, direction, status, from_number, to_number, sip_username, call_source, call_uuid,
    hangup_cause, hangup_by, end_source)
  select organisation,
      id,
      case when conversing then conversation end,
      case when not unborn then moment end,
      case when not open then moment + (seconds + ringing) * interval '1 second' end,
      case when not open and not unborn then seconds + ringing end,
      moment,
      moment + (seconds + ringing) * interval '1 second',
      moment + interval '250 milliseconds',
      case when answered then moment + ringing * interval '1 second' end,
      moment,
      ringing,
      case when answered and not open then seconds end,
      case when answered then 200 when status = 'busy' then 486 when status = 'failed' then 503
        else 487 end,
      case when inbound then 'inbound' else 'outbound' end,
      case when not open then status when answered then 'in_progress' else 'ringing' end,
      case when inbound then outer_number else own_number end,
      case when inbound then own_number else outer_number end,
      case when answered or not inbound then 'agent' || agent end,
      case when source < 0.70 then 'freeswitch' when source < 0.99 then 'kamailio'
        else 'twilio' end,
      case when source < 0.70 then md5(hash::text)::uuid::text
        when source < 0.99 then md5(hash::text) || '@198.51.100.' || agent % 20
        else 'CA' || md5(hash::text) end,
      case status when 'completed' then 'NORMAL_CLEARING' when 'busy' then 'USER_BUSY'
        when 'failed' then 'NORMAL_TEMPORARY_FAILURE' when 'cancelled' then 'ORIGINATOR_CANCEL'
        else 'NO_ANSWER' end,
      case when status = 'cancelled' or length < 0.5 then 'caller' else 'callee' end,
      case when not open then 'cdr' end
    from (
      select *,
          status = 'completed' as answered,
          case when outside % 50 = 49 and more & 7 = 0 then 'anonymous'
            else (array['+4915', '+4916', '+4917', '+4930', '+4989', '+4940', '+3361', '+4477',
                '+1212', '030'])[1 + outside % 10]
              || lpad(((outside * 7919 + k * 104729) % 99999989)::text, 8, '0') end
            as outer_number,
          '+4930' || lpad((5550000 + k)::text, 7, '0') || lpad(inside::text, 3, '0') as own_number
        from told
        offset 0) as named;

select back from dropped \gexec
