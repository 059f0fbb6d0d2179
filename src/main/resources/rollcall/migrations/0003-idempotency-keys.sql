-- The answers to writes that came with an Idempotency-Key, so that the same request can be sent
-- again without being done again. Kept for a day; the service removes what is older.

create table idempotency_keys (
  organisation_id uuid not null references organisations (id),
  created_at timestamptz not null,
  status smallint not null,
  -- Method and path, under which a key counts.
  route text collate "C" not null,
  key text collate "C" not null,
  -- SHA-256 of the request, in hexadecimal: the same key with another request is a mistake.
  fingerprint text collate "C" not null,
  location text collate "C",
  etag text collate "C",
  body text collate "C" not null,
  primary key (organisation_id, route, key)
);

create index on idempotency_keys (organisation_id, created_at);

alter table idempotency_keys enable row level security;
alter table idempotency_keys force row level security;
create policy tenant on idempotency_keys
  using (organisation_id
    = nullif(current_setting('rollcall.organisation_id', true), '')::uuid)
  with check (organisation_id
    = nullif(current_setting('rollcall.organisation_id', true), '')::uuid);

grant select, insert, update, delete on idempotency_keys to rollcall_service;
