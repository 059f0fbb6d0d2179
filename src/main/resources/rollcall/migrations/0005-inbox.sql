-- What sources delivered, kept from before it is acknowledged until its retention is over, so that
-- nothing is lost and all of it can be read again.
--
-- No foreign key: organisations are never removed, and to look for its organisation with each entry
-- would make every entry pay for a look at a row that never goes.

create table inbox (
  organisation_id uuid not null,
  -- Rises with time: the order of arrival.
  id uuid not null,
  received_at timestamptz not null,
  -- When it is tried next, while it is waiting.
  due_at timestamptz not null,
  processed_at timestamptz,
  attempts integer not null default 0,
  source text collate "C" not null,
  -- What the source calls it: the same for every repetition.
  key text collate "C" not null,
  kind text collate "C" not null
    check (kind in ('freeswitch_json_cdr', 'freeswitch_event', 'kamailio', 'asterisk_event',
      'webhook', 'twilio')),
  state text collate "C" not null default 'waiting'
    check (state in ('waiting', 'done', 'refused')),
  -- What came beside the body and is needed to read it: the webhook-id.
  message_id text collate "C",
  -- The source's identifier of the call that must be known first.
  awaits text collate "C",
  -- Why it was refused, or is still waiting.
  fault text collate "C",
  body bytea not null,
  primary key (organisation_id, source, key),
  unique (organisation_id, id)
);

create index on inbox (organisation_id, due_at, id) where state = 'waiting';
create index on inbox (organisation_id, awaits) where state = 'waiting' and awaits is not null;
-- Few at any time, and listed newest first.
create index on inbox (organisation_id, id) where state = 'refused';

alter table inbox enable row level security;
alter table inbox force row level security;
create policy tenant on inbox
  using (organisation_id
    = nullif(current_setting('rollcall.organisation_id', true), '')::uuid)
  with check (organisation_id
    = nullif(current_setting('rollcall.organisation_id', true), '')::uuid);

-- The owner looks which organisations have something waiting, and nothing more.
create policy owner on inbox for select to current_user using (true);

grant select, insert, update, delete on inbox to rollcall_service;
