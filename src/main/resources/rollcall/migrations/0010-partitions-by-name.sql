-- Reads of one tenant name the partition that holds it, so that PostgreSQL opens and plans one
-- relation instead of all. Row security stands on each partition already. Where the tables are
-- distributed instead, there is none.

do $$
declare
  part regclass;
begin
  for part in
    select i.inhrelid::regclass from pg_inherits i join pg_class p on p.oid = i.inhparent
      where p.relnamespace = current_schema()::regnamespace and p.relkind = 'p'
        and p.relname in ('conversations', 'calls')
  loop
    execute format('grant select on %s to rollcall_service', part);
  end loop;
end
$$;
