-- The key that signs the cursors of pages: one for all servers of this database, so that a cursor
-- of one is understood by all, and after a restart. The service role does not see it.

create table cursor_key (
  one boolean not null primary key default true check (one),
  key bytea not null check (octet_length(key) = 32)
);
insert into cursor_key (key)
  values (decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));
