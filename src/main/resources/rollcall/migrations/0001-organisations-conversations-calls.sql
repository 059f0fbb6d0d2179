-- Organisations, and their conversations and calls.
--
-- Every key, index and foreign key of a tenant's table leads with the tenant, so that the tables
-- can be distributed by it; text is COLLATE "C", so that its order never depends on a library; the
-- words of an enumeration are a CHECK and not a PostgreSQL enum, because an enum's "=" is not
-- leakproof and would reach no index under row security. Times are set by the program.

create table organisations (
  id uuid not null primary key,
  owner_id uuid,
  inserted_at timestamptz not null,
  updated_at timestamptz not null,
  name text collate "C" not null,
  plan text collate "C" not null,
  sip_domain text collate "C"
);

create table conversations (
  organisation_id uuid not null,
  id uuid not null,
  ai_agent_id uuid,
  inserted_at timestamptz not null,
  updated_at timestamptz not null,
  channel text collate "C" not null
    check (channel in ('chat', 'voice', 'sms', 'whatsapp', 'email')),
  mode text collate "C" not null check (mode in ('text', 'voice')),
  status text collate "C" not null check (status in ('active', 'closed')),
  public_id text collate "C" not null,
  metadata jsonb not null default '{}' check (jsonb_typeof(metadata) = 'object'),
  primary key (organisation_id, id)
)
-- Citus: leave the clause out, here, below and in the loop; its shards do the same.
partition by hash (organisation_id);

-- duration_seconds is what a source said, also when that is negative or absurd.
create table calls (
  organisation_id uuid not null,
  id uuid not null,
  conversation_id uuid,
  started_at timestamptz check (isfinite(started_at)),
  ended_at timestamptz check (isfinite(ended_at)),
  duration_seconds bigint,
  inserted_at timestamptz not null,
  updated_at timestamptz not null,
  -- A switch may use its id again: which use of call_uuid by call_source this is, 0 the first.
  occurrence smallint not null default 0 check (occurrence >= 0),
  direction text collate "C" not null check (direction in ('inbound', 'outbound')),
  status text collate "C"
    check (status in ('initiated', 'ringing', 'answered', 'in_progress', 'completed', 'failed',
      'busy', 'no_answer', 'cancelled')),
  from_number text collate "C" not null,
  to_number text collate "C" not null,
  sip_username text collate "C",
  call_source text collate "C" not null,
  call_uuid text collate "C" not null,
  primary key (organisation_id, id),
  -- call_uuid second, so that the key also serves a search or an order by call_uuid alone.
  unique (organisation_id, call_uuid, call_source, occurrence)
)
partition by hash (organisation_id);

-- Row security stands on each partition too: a partition named directly does not ask its parent.
do $$
declare
  parent text;
  part text;
begin
  foreach parent in array array['conversations', 'calls'] loop
    for remainder in 0..31 loop
      part := format('%s_%s', parent, to_char(remainder, 'FM00'));
      execute format(
        'create table %I partition of %I for values with (modulus 32, remainder %s)'
        ' with (fillfactor = 90)', part, parent, remainder);
    end loop;
  end loop;
end
$$;

alter table conversations
  add foreign key (organisation_id) references organisations (id);
alter table calls
  add foreign key (organisation_id) references organisations (id),
  add foreign key (organisation_id, conversation_id)
    references conversations (organisation_id, id) deferrable;

-- On columns that do not change in a call's life; sorts by the others are top-N sorts. The live
-- calls are the exception: few rows at any time. No trigram index for searches inside numbers:
-- LIKE is not leakproof, so under row security it reaches no index.
create index on calls (organisation_id, started_at, id);
create index on calls (organisation_id, from_number, started_at, id);
create index on calls (organisation_id, to_number, started_at, id);
create index on calls (organisation_id, conversation_id, id) where conversation_id is not null;
create index on calls (organisation_id, started_at) where ended_at is null;

-- The second wall: whoever asks sees and writes the rows of the tenant of the transaction alone.
-- After a transaction that set it, the setting is empty and not absent.
do $$
declare
  tenant_table record;
begin
  for tenant_table in
    select c.oid::regclass as name,
        case when c.relname = 'organisations' then 'id' else 'organisation_id' end as tenant_column
      from pg_class c
      where c.relnamespace = current_schema()::regnamespace
        and c.relkind in ('r', 'p')
        and (c.relname in ('organisations', 'conversations', 'calls')
          or c.relname ~ '^(conversations|calls)_\d\d$')
  loop
    execute format('alter table %s enable row level security', tenant_table.name);
    execute format('alter table %s force row level security', tenant_table.name);
    execute format(
      'create policy tenant on %1$s'
      ' using (%2$I = nullif(current_setting(''rollcall.organisation_id'', true), '''')::uuid)'
      ' with check (%2$I = nullif(current_setting(''rollcall.organisation_id'', true), '''')::uuid)',
      tenant_table.name, tenant_table.tenant_column);
  end loop;
end
$$;

-- The owner lists and makes organisations; the service role is not the owner and gains nothing.
create policy owner on organisations to current_user using (true) with check (true);

do $$
begin
  execute format('grant usage on schema %I to rollcall_service', current_schema());
end
$$;
grant select, insert, update on organisations, conversations, calls to rollcall_service;
