package rollcall.calls;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import rollcall.database.Rows;
import rollcall.database.Session;
import rollcall.database.SqlStatement;

/// A call as it stands in the database, locked until the transaction ends. Its status is the one
/// that stands there, which an earlier version of this program may have derived.
record StoredCall(UUID id, CallKey key, long version, @Nullable String status, CallFacts facts) {
  private static final String SELECT =
      "select id, call_source, call_uuid, updated_at, status, "
          + CallColumns.FACTS
          + " from calls where organisation_id = ? and ";

  private static final int FIRST_FACT = 5;

  /// Each half has an index of its own.
  static final String LOCK_BY_CALL_ID =
      SELECT
          + "id in (select id from calls where organisation_id = ? and call_uuid = any(?)"
          + " union select id from calls where organisation_id = ? and sip_call_id = any(?))"
          + " and call_source <> ? order by call_uuid, call_source, occurrence for update";

  /// The call of `tenant` that has that id.
  static Optional<StoredCall> lock(Session session, UUID tenant, UUID id) {
    var rows = session.query(new SqlStatement(SELECT + "id = ? for update", List.of(tenant, id)));
    return rows.next() ? Optional.of(read(rows)) : Optional.empty();
  }

  /// The calls of `tenant` that any source reported under one of `callUuids`, older uses of a key
  /// before newer ones.
  static List<StoredCall> lockAll(Session session, UUID tenant, List<String> callUuids) {
    var rows =
        session.query(
            new SqlStatement(
                SELECT
                    + "call_uuid = any(?) order by call_uuid, call_source, occurrence for update",
                List.of(tenant, callUuids)));
    return calls(rows);
  }

  private static List<StoredCall> calls(Rows rows) {
    var calls = new ArrayList<StoredCall>();
    while (rows.next()) {
      calls.add(read(rows));
    }
    return calls;
  }

  /// The calls of `tenant` that a SIP Call-ID of `sipCallIds` names, not as `callSource` reported
  /// them: by its own identifier or beside it.
  static List<StoredCall> lockByCallId(
      Session session, UUID tenant, String callSource, List<String> sipCallIds) {
    return calls(
        session.query(
            new SqlStatement(
                LOCK_BY_CALL_ID,
                List.of(tenant, tenant, sipCallIds, tenant, sipCallIds, callSource))));
  }

  /// The keys of the calls that any source reported under one of `callUuids`, which are not locked.
  static Set<CallKey> keys(Session session, UUID tenant, List<String> callUuids) {
    var rows =
        session.query(
            new SqlStatement(
                "select call_source, call_uuid from calls"
                    + " where organisation_id = ? and call_uuid = any(?)",
                List.of(tenant, callUuids)));
    var keys = new HashSet<CallKey>();
    while (rows.next()) {
      keys.add(new CallKey(rows.text(0), rows.text(1)));
    }
    return keys;
  }

  private static StoredCall read(Rows rows) {
    return new StoredCall(
        rows.uuid(0),
        new CallKey(rows.text(1), rows.text(2)),
        rows.epochMicros(3),
        rows.isNull(4) ? null : rows.text(4),
        CallColumns.read(rows, FIRST_FACT));
  }
}
