-- The switches and programs that send calls: the operator's table, which no request may see, so the
-- service role gets nothing. `organisation` is whose calls they are; it is no foreign key and not
-- the tenant's column, because on Citus this table stays on the coordinator. No secret stands here.

create table sources (
  organisation uuid not null,
  inserted_at timestamptz not null,
  name text collate "C" not null primary key,
  type text collate "C" not null
    check (type in ('freeswitch', 'kamailio', 'asterisk', 'webhook', 'twilio')),
  role text collate "C" not null check (role in ('primary', 'enrich')),
  secret_file text collate "C",
  address text collate "C",
  user_name text collate "C",
  spool text collate "C",
  database_url text collate "C"
);

alter table sources enable row level security;
alter table sources force row level security;
create policy owner on sources to current_user using (true) with check (true);
