package rollcall.calls;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import rollcall.database.Rows;
import rollcall.database.Session;
import rollcall.database.SqlStatement;
import rollcall.organisations.OrganisationId;

/// Folds changes of counts into the sums, a batch in a transaction, so that whoever reads sees each
/// change once. One transaction at a time does so for an organisation. One thread.
final class CountFolding {
  /// The most changes that a transaction folds.
  static final int AT_ONCE = 5_000;

  private static final String LOCK =
      "select pg_try_advisory_xact_lock(hashtextextended('call_counts ' || ?, 0))";

  private static final String WITH_CHANGES =
      """
      select o.id from organisations o where exists
        (select from call_count_changes c where c.organisation_id = o.id)
      """;

  private static final String TAKE =
      """
      delete from call_count_changes where organisation_id = ? and id in
          (select id from call_count_changes where organisation_id = ? order by id limit ?)
        returning hour, direction, status, call_source, change
      """;

  private static final String FOLD =
      """
      insert into call_counts as old (organisation_id, dimension, value, total)
        select organisation_id, dimension, value, total
          from unnest(?::uuid[], ?::text[], ?::text[], ?::bigint[])
            as new (organisation_id, dimension, value, total)
        on conflict (organisation_id, dimension, value)
          do update set total = old.total + excluded.total
      """;

  private static final String FOLD_PERIODS =
      """
      insert into call_periods as old (organisation_id, length, begins_at, total)
        select organisation_id, length, begins_at, total
          from unnest(?::uuid[], ?::text[], ?::timestamptz[], ?::bigint[])
            as new (organisation_id, length, begins_at, total)
        on conflict (organisation_id, length, begins_at)
          do update set total = old.total + excluded.total
      """;

  private final Session session;
  private final UUID tenant;
  private final Map<CountDimension, Map<String, Long>> words = new EnumMap<>(CountDimension.class);
  private final Map<CountPeriod, Map<Instant, Long>> periods = new EnumMap<>(CountPeriod.class);

  private CountFolding(Session session, UUID tenant) {
    this.session = session;
    this.tenant = tenant;
  }

  /// The organisations that have changes to fold; for the owner.
  static List<OrganisationId> withChanges(Session owner) {
    var rows = owner.query(new SqlStatement(WITH_CHANGES, List.of()));
    var organisations = new ArrayList<OrganisationId>();
    while (rows.next()) {
      organisations.add(new OrganisationId(rows.uuid(0)));
    }
    return organisations;
  }

  /// Folds the oldest changes of `tenant` and gives how many there were: none, too, while another
  /// transaction folds.
  static int fold(Session session, UUID tenant) {
    var lock = session.query(new SqlStatement(LOCK, List.of(tenant.toString())));
    lock.next();
    return lock.bool(0) ? new CountFolding(session, tenant).fold() : 0;
  }

  private int fold() {
    var taken = 0;
    var rows = session.query(new SqlStatement(TAKE, List.of(tenant, tenant, AT_ONCE)));
    while (rows.next()) {
      add(rows);
      taken++;
    }
    if (taken > 0) {
      fold(FOLD, words, CountDimension::word);
      fold(FOLD_PERIODS, periods, CountPeriod::word);
    }
    return taken;
  }

  private void add(Rows row) {
    var as =
        new CountedAs(
            row.isNull(0) ? null : row.moment(0),
            row.text(1),
            row.isNull(2) ? null : row.text(2),
            row.text(3));
    var change = row.integer(4);
    for (var dimension : CountDimension.values()) {
      words
          .computeIfAbsent(dimension, _ -> new TreeMap<>())
          .merge(dimension.value(as), change, Long::sum);
    }
    if (as.hour() != null) {
      for (var period : CountPeriod.values()) {
        periods
            .computeIfAbsent(period, _ -> new TreeMap<>())
            .merge(period.floor(as.hour()), change, Long::sum);
      }
    }
  }

  /// Adds what is not nothing to the sums that `statement` keeps.
  private <K, V> void fold(String statement, Map<K, Map<V, Long>> sums, Function<K, String> word) {
    var words = new ArrayList<String>();
    var values = new ArrayList<V>();
    var changes = new ArrayList<Long>();
    sums.forEach(
        (of, byValue) ->
            byValue.forEach(
                (value, change) -> {
                  if (change != 0) {
                    words.add(word.apply(of));
                    values.add(value);
                    changes.add(change);
                  }
                }));
    if (!changes.isEmpty()) {
      var tenants = Collections.nCopies(changes.size(), tenant);
      session.update(new SqlStatement(statement, List.of(tenants, words, values, changes)));
    }
  }
}
