package rollcall.database;

import java.time.Duration;
import java.util.List;

/// How a transaction begins: statements sent in one message train with its first statement, each
/// ending in a semicolon, and their binds.
record Opening(String text, int statements, List<Object> binds, boolean readOnly) {
  private static final String FOR_TENANT =
      "select set_config('rollcall.organisation_id', ?, true); ";

  private static final String BY_KEY =
      "select set_config('rollcall.organisation_id', ?, true), set_config('lock_timeout', ?, true),"
          + " set_config('enable_seqscan', 'off', true),"
          + " set_config('enable_bitmapscan', 'off', true),"
          + " set_config('enable_hashjoin', 'off', true),"
          + " set_config('enable_mergejoin', 'off', true); ";

  /// Nothing first; no tenant.
  static Opening plain(boolean readOnly) {
    return new Opening("", 0, List.of(), readOnly);
  }

  /// What is the operator's: no statement runs, or waits for a lock, longer than that.
  static Opening ownerWithin(Duration within, Duration lockWait) {
    return new Opening(
        "set local statement_timeout = "
            + within.toMillis()
            + "; set local lock_timeout = "
            + lockWait.toMillis()
            + "; ",
        2,
        List.of(),
        false);
  }

  /// A bound for each statement, until the end of the transaction, which cannot write.
  static Opening readOnlyWithin(Duration within) {
    return new Opening(
        "set local statement_timeout = " + within.toMillis() + "; ", 1, List.of(), true);
  }

  /// The tenant, until the end of the transaction.
  static Opening forTenant(Tenant tenant, boolean readOnly) {
    return new Opening(FOR_TENANT, 1, List.of(tenant.organisationId().toString()), readOnly);
  }

  /// The same for statements that find all rows by key: none waits for others longer than that, and
  /// no statistics, which may be of a moment when a table was small, make PostgreSQL read all rows
  /// of a tenant to find some.
  static Opening byKeyFor(Tenant tenant, Duration lockWait) {
    return new Opening(
        BY_KEY,
        1,
        List.of(tenant.organisationId().toString(), String.valueOf(lockWait.toMillis())),
        false);
  }

  /// The tenant, and every statement sees the state that the first one saw.
  static Opening snapshotFor(Tenant tenant) {
    return new Opening(
        "set transaction isolation level repeatable read; " + FOR_TENANT,
        2,
        List.of(tenant.organisationId().toString()),
        true);
  }
}
