package rollcall.calls;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import rollcall.database.Rows;
import rollcall.database.Session;
import rollcall.database.SqlStatement;

/// A call of which nobody said that it ended: its identifier at its source, whether it was
/// answered, when the source last showed that it goes on, by the source's clock, and when by ours
/// we last heard something new of it.
public record OpenCall(String callUuid, boolean answered, Instant aliveAt, Instant heardAt) {
  /// The most calls that are looked at together, which is more than a switch has at once.
  static final int MOST = 200_000;

  private static final String SELECT =
      """
      select call_uuid, answered_at, coalesce(alive_at, answered_at, started_at, inserted_at),
          updated_at
        from calls
        where organisation_id = ? and ended_at is null and call_source = ?
          and status in ('initiated', 'ringing', 'answered', 'in_progress')
        order by started_at desc limit ?
      """;

  /// Those that any source reported but `others`, by source: calls that clients make are left out,
  /// as clients end them.
  private static final String SELECT_REPORTED =
      """
      select call_uuid, answered_at, alive_at, updated_at, call_source
        from calls
        where organisation_id = ? and ended_at is null and alive_at is not null
          and call_source <> all(?::text[])
          and status in ('initiated', 'ringing', 'answered', 'in_progress')
        order by started_at desc limit ?
      """;

  static Map<String, List<OpenCall>> reported(
      Session session, UUID tenant, Collection<String> others) {
    var rows =
        session.query(
            new SqlStatement(SELECT_REPORTED, List.of(tenant, List.copyOf(others), MOST)));
    var calls = new HashMap<String, List<OpenCall>>();
    while (rows.next()) {
      calls.computeIfAbsent(rows.text(4), _ -> new ArrayList<>()).add(read(rows));
    }
    return calls;
  }

  private static OpenCall read(Rows rows) {
    return new OpenCall(rows.text(0), !rows.isNull(1), rows.moment(2), rows.moment(3));
  }

  static List<OpenCall> of(Session session, UUID tenant, String callSource) {
    var rows = session.query(new SqlStatement(SELECT, List.of(tenant, callSource, MOST)));
    var calls = new ArrayList<OpenCall>();
    while (rows.next()) {
      calls.add(read(rows));
    }
    return calls;
  }
}
