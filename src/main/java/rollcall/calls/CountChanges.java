package rollcall.calls;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import rollcall.database.Session;
import rollcall.database.SqlStatement;
import rollcall.database.UuidV7;

/// How a transaction changes what is counted. It is written down as further rows, so that no writer
/// waits for another. One thread.
final class CountChanges {
  /// They need be nothing but new.
  private static final UuidV7 IDS = new UuidV7(Clock.systemUTC());

  private static final String INSERT =
      """
      insert into call_count_changes
          (organisation_id, id, hour, change, direction, status, call_source)
        select organisation_id, id, hour, change, direction, status, call_source
          from unnest(?::uuid[], ?::uuid[], ?::timestamptz[], ?::bigint[], ?::text[], ?::text[],
            ?::text[]) as new (organisation_id, id, hour, change, direction, status, call_source)
      """;

  private final Map<CountedAs, Long> changes = new HashMap<>();

  /// There is one call more of that kind.
  void plus(CountedAs as) {
    changes.merge(as, 1L, Long::sum);
  }

  /// There is one call less of that kind.
  void minus(CountedAs as) {
    changes.merge(as, -1L, Long::sum);
  }

  /// Writes down what is another count than before.
  void write(Session session, UUID tenant) {
    changes.values().removeIf(change -> change == 0);
    if (changes.isEmpty()) {
      return;
    }
    var ids = new ArrayList<UUID>();
    var hours = new ArrayList<@Nullable Instant>();
    var directions = new ArrayList<String>();
    var statuses = new ArrayList<@Nullable String>();
    var sources = new ArrayList<String>();
    var counts = new ArrayList<Long>();
    changes.forEach(
        (as, change) -> {
          ids.add(IDS.next());
          hours.add(as.hour());
          counts.add(change);
          directions.add(as.direction());
          statuses.add(as.status());
          sources.add(as.callSource());
        });
    var tenants = Collections.nCopies(ids.size(), tenant);
    session.update(
        new SqlStatement(
            INSERT, List.of(tenants, ids, hours, counts, directions, statuses, sources)));
  }
}
