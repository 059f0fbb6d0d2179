package rollcall.database;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Which partitions hold the rows of a tenant, asked of PostgreSQL once for each tenant. What is
/// remembered may be of the past: whoever uses it checks it in the same transaction (see
/// [Opening#onceFor]). Thread-safe.
final class Partitions {
  /// How many tenants are remembered; one more, and all are asked for anew.
  static final int REMEMBERED = 10_000;

  /// The partitions of the tables that are partitioned by hash of the tenant: those that may be
  /// read by name, behind the same row security as the table. Where tables are distributed instead,
  /// there are none.
  private static final String FIND =
      """
      select p.relname::text, c.oid::regclass::text, c.oid::text, i.xmin::text
        from pg_class p
          join pg_inherits i on i.inhparent = p.oid and not i.inhdetachpending
          join pg_class c on c.oid = i.inhrelid
          cross join lateral regexp_match(
            pg_get_expr(c.relpartbound, c.oid), 'modulus (\\d+), remainder (\\d+)') as bound
        where p.relnamespace = current_schema()::regnamespace and p.relkind = 'p'
          and c.relkind = 'r' and c.relrowsecurity and c.relforcerowsecurity
          and has_table_privilege(c.oid, 'select')
          and (select string_agg(pg_get_expr(polqual, polrelid), ';' order by polname)
              from pg_policy where polrelid = c.oid)
            = (select string_agg(pg_get_expr(polqual, polrelid), ';' order by polname)
              from pg_policy where polrelid = p.oid)
          and case when pg_get_partkeydef(p.oid) = 'HASH (organisation_id)'
            then satisfies_hash_partition(p.oid, bound[1]::int, bound[2]::int, ?::uuid) end
      """;

  private final Map<Tenant, Tables> known = new ConcurrentHashMap<>();

  /// What is remembered of `tenant`.
  Optional<Tables> of(Tenant tenant) {
    return Optional.ofNullable(known.get(tenant));
  }

  /// Asks, in a `session` of the tenant.
  Tables find(Tenant tenant, Session session) {
    var rows = session.query(new SqlStatement(FIND, List.of(tenant.organisationId())));
    var partitions = new HashMap<String, Tables.Partition>();
    while (rows.next()) {
      partitions.put(rows.text(0), new Tables.Partition(rows.text(1), rows.text(2), rows.text(3)));
    }
    var found = new Tables(partitions);
    if (known.size() >= REMEMBERED) {
      known.clear();
    }
    known.put(tenant, found);
    return found;
  }

  /// Has the tenant's partitions asked for anew.
  void forget(Tenant tenant) {
    known.remove(tenant);
  }
}
