-- How many calls there are, kept while they are written, so that a count need not read them; and
-- after how many days an organisation's calls are removed.
--
-- A writer appends what it changes to call_count_changes and waits for nobody; one server at a time
-- folds that into the sums. A count is always the sum of both, in one statement. Not partitioned,
-- as the inbox is not: the sums are few rows, and so are the changes that were not folded yet.

alter table organisations add retention_days integer check (retention_days > 0);

-- What one transaction changed, a row for each kind of call.
create table call_count_changes (
  organisation_id uuid not null,
  -- Rises with time.
  id uuid not null,
  -- In which these calls began, null where that is not known.
  hour timestamptz,
  -- How many more there are.
  change bigint not null,
  direction text collate "C" not null,
  status text collate "C",
  call_source text collate "C" not null,
  primary key (organisation_id, id)
)
-- A queue: what was folded is to be gone before it slows down what is read of the rest.
with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- `value` is empty for calls that have none, and of the dimension all.
create table call_counts (
  organisation_id uuid not null,
  total bigint not null,
  dimension text collate "C" not null
    check (dimension in ('all', 'direction', 'status', 'call_source')),
  value text collate "C" not null,
  primary key (organisation_id, dimension, value)
)
with (fillfactor = 50);

-- By when they began, in hours and in days (UTC), so that neither a short range nor a long one is
-- many rows. A table of its own, since text does not stand in the order of time.
create table call_periods (
  organisation_id uuid not null,
  begins_at timestamptz not null,
  total bigint not null,
  length text collate "C" not null check (length in ('hour', 'day')),
  primary key (organisation_id, length, begins_at)
)
with (fillfactor = 90);

-- The calls that are there. The owner obeys row security like anyone, so it is lifted for this.
alter table calls no force row level security;
insert into call_counts (organisation_id, dimension, value, total)
  select organisation_id,
      case grouping(direction, status, call_source)
        when 7 then 'all' when 3 then 'direction' when 5 then 'status' else 'call_source' end,
      case grouping(direction, status, call_source)
        when 7 then '' when 3 then direction when 5 then coalesce(status, '')
        else call_source end,
      count(*)
    from calls
    group by grouping sets ((organisation_id), (organisation_id, direction),
      (organisation_id, status), (organisation_id, call_source));
insert into call_periods (organisation_id, length, begins_at, total)
  select organisation_id, 'hour', date_trunc('hour', started_at, 'UTC'), count(*)
    from calls
    where started_at is not null
    group by 1, 3;
insert into call_periods (organisation_id, length, begins_at, total)
  select organisation_id, 'day', date_trunc('day', begins_at, 'UTC'), sum(total)
    from call_periods
    group by 1, 3;
alter table calls force row level security;

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['call_count_changes', 'call_counts', 'call_periods'] loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format('alter table %I force row level security', tenant_table);
    execute format(
      'create policy tenant on %I'
      ' using (organisation_id'
      '   = nullif(current_setting(''rollcall.organisation_id'', true), '''')::uuid)'
      ' with check (organisation_id'
      '   = nullif(current_setting(''rollcall.organisation_id'', true), '''')::uuid)',
      tenant_table);
  end loop;
end
$$;

-- The owner looks which organisations have something to fold, and nothing more.
create policy owner on call_count_changes for select to current_user using (true);

grant select, insert, delete on call_count_changes to rollcall_service;
grant select, insert, update on call_counts, call_periods to rollcall_service;
-- What is older than an organisation keeps, removed as that organisation, behind row security.
grant delete on calls to rollcall_service;
