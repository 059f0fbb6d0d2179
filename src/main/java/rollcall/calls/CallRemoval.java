package rollcall.calls;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import rollcall.database.Rows;
import rollcall.database.Session;
import rollcall.database.SqlStatement;

/// Removes a batch of calls that are older than their organisation keeps them: that began, or,
/// where that is not known, were written down, before a moment. Calls whose end is not known stay,
/// and so do those that another transaction works on, until the next time. One transaction at a
/// time removes calls of an organisation. One thread.
final class CallRemoval {
  /// The most calls that a transaction looks at, and so removes.
  static final int AT_ONCE = 500;

  private static final String LOCK =
      "select pg_try_advisory_xact_lock(hashtextextended('retention ' || ?, 0))";

  private static final String SELECT =
      """
      select id, started_at, direction, status, call_source,
          end_source is not null and coalesce(started_at, inserted_at) < ?
        from calls where organisation_id = ?
      """;

  private static final String STARTED = SELECT + " and started_at < ? and end_source is not null";
  private static final String AFTER = " and (started_at, id) > (?, ?)";
  private static final String IN_ORDER = " order by started_at, id limit ? for update skip locked";

  private static final String UNSTARTED =
      SELECT + " and started_at is null and id > ? order by id limit ? for update skip locked";

  private static final String DELETE =
      "delete from calls where organisation_id = ? and id = any(?)";

  private static final UUID LEAST = new UUID(0, 0);

  /// How far a walk over an organisation's calls has come: first over those whose beginning is
  /// known, oldest first, then, by their ids, over the others.
  record Place(@Nullable Instant startedAt, UUID id, boolean started) {
    /// Where it begins.
    static final Place FIRST = new Place(null, LEAST, true);

    private static final Place FIRST_UNSTARTED = new Place(null, LEAST, false);
  }

  private final Session session;
  private final UUID tenant;
  private final Instant before;
  private final CountChanges counts = new CountChanges();
  private final List<UUID> old = new ArrayList<>();

  private CallRemoval(Session session, UUID tenant, Instant before) {
    this.session = session;
    this.tenant = tenant;
    this.before = before;
  }

  /// Removes those of the next calls behind `place` that are from before `before`, and says where
  /// to go on; nothing when there are no more, or while another transaction removes calls of
  /// `tenant`.
  static Optional<Place> remove(Session session, UUID tenant, Instant before, Place place) {
    var lock = session.query(new SqlStatement(LOCK, List.of(tenant.toString())));
    lock.next();
    return lock.bool(0) ? new CallRemoval(session, tenant, before).remove(place) : Optional.empty();
  }

  private Optional<Place> remove(Place place) {
    var next = read(session.query(place.started() ? started(place) : unstarted(place)), place);
    if (!old.isEmpty()) {
      session.update(new SqlStatement(DELETE, List.of(tenant, old)));
      counts.write(session, tenant);
    }
    return next;
  }

  private SqlStatement started(Place place) {
    return place.startedAt() == null
        ? new SqlStatement(STARTED + IN_ORDER, List.of(before, tenant, before, AT_ONCE))
        : new SqlStatement(
            STARTED + AFTER + IN_ORDER,
            List.of(before, tenant, before, place.startedAt(), place.id(), AT_ONCE));
  }

  private SqlStatement unstarted(Place place) {
    return new SqlStatement(UNSTARTED, List.of(before, tenant, place.id(), AT_ONCE));
  }

  /// Where to go on after these rows.
  private Optional<Place> read(Rows rows, Place place) {
    var seen = 0;
    var last = place;
    while (rows.next()) {
      seen++;
      var startedAt = rows.isNull(1) ? null : rows.moment(1);
      last = new Place(startedAt, rows.uuid(0), place.started());
      if (rows.bool(5)) {
        old.add(rows.uuid(0));
        counts.minus(
            CountedAs.of(
                startedAt, rows.text(2), rows.isNull(3) ? null : rows.text(3), rows.text(4)));
      }
    }
    if (seen == AT_ONCE) {
      return Optional.of(last);
    }
    return place.started() ? Optional.of(Place.FIRST_UNSTARTED) : Optional.empty();
  }
}
