-- What connections to switches need: what they found themselves, how far tables were read, how to
-- ask for dialogs, what makes a call inbound, and which sources only add to calls.

alter table inbox drop constraint inbox_kind_check;
alter table inbox add constraint inbox_kind_check
  check (kind in ('freeswitch_json_cdr', 'freeswitch_event', 'kamailio', 'asterisk_event',
    'webhook', 'twilio', 'finding'));
-- Whether it only adds to a call that another source made, as its source was set when it came.
alter table inbox add enriches boolean not null default false;

-- What finds the call that another source tells of.
alter table calls add sip_call_id text collate "C";
create index on calls (organisation_id, sip_call_id) where sip_call_id is not null;

alter table sources
  add rpc_url text collate "C",
  -- Rules of direction, one a line, the first that fits counts.
  add directions text collate "C",
  -- Whether it stands in the file of sources, which alone then changes it.
  add in_file boolean not null default false;

-- The greatest id of a table of a source up to which all of its rows were kept.
create table source_positions (
  position bigint not null,
  source text collate "C" not null,
  place text collate "C" not null,
  primary key (source, place)
);

alter table source_positions enable row level security;
alter table source_positions force row level security;
create policy owner on source_positions to current_user using (true) with check (true);

-- How the connections of the running server fare, for the operator's commands.
create table source_links (
  since timestamptz not null,
  seen_at timestamptz not null,
  connected boolean not null,
  source text collate "C" not null,
  peer text collate "C" not null,
  detail text collate "C" not null,
  primary key (source, peer)
);

alter table source_links enable row level security;
alter table source_links force row level security;
create policy owner on source_links to current_user using (true) with check (true);
