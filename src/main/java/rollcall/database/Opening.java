package rollcall.database;

import java.time.Duration;
import java.util.List;

/// How a transaction begins: statements sent in one message train with its first statement, each
/// ending in a semicolon, and their binds. Where it checks `partitions`, the first column of its
/// first result is how many of those are as they were.
record Opening(String text, int statements, List<Object> binds, Mode mode, int partitions) {
  /// What follows.
  enum Mode {
    /// A transaction.
    READ_WRITE,
    /// A transaction that cannot write.
    READ_ONLY,
    /// One statement, in the transaction that PostgreSQL itself makes of a message train; its rows
    /// come all at once.
    ALONE
  }

  private static final String TENANT = "set_config('rollcall.organisation_id', ?, true)";

  /// A kept plan does not know the tenant: it locks and holds every partition.
  private static final String PLANS_ANEW =
      "set_config('plan_cache_mode', 'force_custom_plan', true)";

  private static final String FOR_TENANT = "select " + TENANT + ", " + PLANS_ANEW + "; ";

  private static final String ALONE =
      TENANT + ", set_config('transaction_read_only', 'on', true), ";

  private static final String AS_THEY_WERE =
      "(select count(*) from pg_inherits where inhrelid = any(?::oid[])"
          + " and xmin = any(?::xid[])), ";

  private static final String BY_INDEX =
      ", set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true)";

  private static final String IN_ORDER = ", set_config('enable_sort', 'off', true)";

  /// A plan that is kept sees no values, so it may not go by what is true of most of them.
  private static final String KEPT_BY_KEY =
      "set_config('plan_cache_mode', 'force_generic_plan', true)" + BY_INDEX;

  private static final String KEPT_IN_ORDER = KEPT_BY_KEY + IN_ORDER;

  private static final String BY_KEY =
      "select "
          + TENANT
          + ", set_config('lock_timeout', ?, true), "
          + PLANS_ANEW
          + BY_INDEX
          + ", set_config('enable_hashjoin', 'off', true)"
          + ", set_config('enable_mergejoin', 'off', true)";

  /// Nothing first; no tenant.
  static Opening plain(boolean readOnly) {
    return new Opening("", 0, List.of(), mode(readOnly));
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
        Mode.READ_WRITE);
  }

  /// A bound for each statement, until the end of the transaction, which cannot write.
  static Opening readOnlyWithin(Duration within) {
    return new Opening(
        "set local statement_timeout = " + within.toMillis() + "; ", 1, List.of(), Mode.READ_ONLY);
  }

  /// The tenant, until the end of the transaction.
  static Opening forTenant(Tenant tenant, boolean readOnly) {
    return new Opening(FOR_TENANT, 1, List.of(tenant.organisationId().toString()), mode(readOnly));
  }

  /// The same for statements that find all rows by key: none waits for others longer than that, and
  /// no statistics, which may be of a moment when a table was small, make PostgreSQL read all rows
  /// of a tenant to find some.
  static Opening byKeyFor(Tenant tenant, Duration lockWait) {
    return byKey(BY_KEY, tenant, lockWait);
  }

  /// The same for statements each of which asks for the order of the index that has its key, and
  /// waits for others as long as it takes: of two indexes by which PostgreSQL thinks to find few
  /// rows, it takes the one with that order.
  static Opening byOrderedKeyFor(Tenant tenant) {
    return byKey(BY_KEY + IN_ORDER, tenant, Duration.ZERO);
  }

  private static Opening byKey(String text, Tenant tenant, Duration lockWait) {
    return new Opening(
        text + "; ",
        1,
        List.of(tenant.organisationId().toString(), String.valueOf(lockWait.toMillis())),
        Mode.READ_WRITE);
  }

  /// The tenant, and every statement sees the state that the first one saw.
  static Opening snapshotFor(Tenant tenant) {
    return new Opening(
        "set transaction isolation level repeatable read; " + FOR_TENANT,
        2,
        List.of(tenant.organisationId().toString()),
        Mode.READ_ONLY);
  }

  /// The tenant, for one statement that reads `tables`, which are checked with it.
  static Opening onceFor(Tenant tenant, Tables tables, Plans plans) {
    var organisation = tenant.organisationId().toString();
    if (tables.isWhole()) {
      return new Opening(
          "select " + ALONE + PLANS_ANEW + "; ", 1, List.of(organisation), Mode.ALONE);
    }
    return new Opening(
        "select " + AS_THEY_WERE + ALONE + set(plans) + "; ",
        1,
        List.of(tables.oids(), tables.attachedBy(), organisation),
        Mode.ALONE,
        tables.partitionCount());
  }

  private Opening(String text, int statements, List<Object> binds, Mode mode) {
    this(text, statements, binds, mode, 0);
  }

  private static String set(Plans plans) {
    return switch (plans) {
      case ANEW -> PLANS_ANEW;
      case KEPT_BY_KEY -> KEPT_BY_KEY;
      case KEPT_IN_ORDER -> KEPT_IN_ORDER;
    };
  }

  private static Mode mode(boolean readOnly) {
    return readOnly ? Mode.READ_ONLY : Mode.READ_WRITE;
  }

  /// Whether the transaction can write nothing.
  boolean readOnly() {
    return mode != Mode.READ_WRITE;
  }

  /// Whether one statement follows, without BEGIN and COMMIT.
  boolean alone() {
    return mode == Mode.ALONE;
  }
}
