package rollcall.calls;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
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

  // Each key is looked for by itself, in the order of the index that has it, whatever statistics
  // know of the tenant (see Session.queryInOrder and RecordBatch).

  private static final String KNOWN =
      """
      select named.* from unnest(?::text[], ?::text[]) as named (call_source, call_uuid),
        lateral (select from calls
          where organisation_id = ? and call_uuid = named.call_uuid
            and call_source = named.call_source
          order by occurrence limit 1) as stored
      """;

  /// The calls of each key are locked before the next key is looked for, so in the order in which
  /// the keys are named.
  private static final String LOCK =
      "select stored.* from unnest(?::text[], ?::text[]) as named (call_source, call_uuid), lateral ("
          + SELECT
          + "call_uuid = named.call_uuid and call_source = named.call_source"
          + " order by occurrence for update) as stored";

  /// Each half has an index of its own. Of equal identifiers none would have an order, so the
  /// second asks for a range of one.
  private static final String BY_CALL_ID =
      """
      select stored.* from unnest(?::text[]) as named (id),
        lateral (select call_source, call_uuid from calls
          where organisation_id = ? and call_uuid = named.id and call_source <> ?
          order by call_source, occurrence) as stored
      union all
      select stored.* from unnest(?::text[]) as named (id),
        lateral (select call_source, call_uuid from calls
          where organisation_id = ? and sip_call_id between named.id and named.id
            and call_source <> ?
          order by sip_call_id) as stored
      """;

  /// The call of `tenant` that has that id.
  static Optional<StoredCall> lock(Session session, UUID tenant, UUID id) {
    var rows = session.query(new SqlStatement(SELECT + "id = ? for update", List.of(tenant, id)));
    return rows.next() ? Optional.of(read(rows)) : Optional.empty();
  }

  /// The calls of `tenant` that have one of `keys`, locked in the order of those, older uses of a
  /// key before newer ones. Two transactions that lock in the same order never wait for each other.
  static List<StoredCall> lockAll(Session session, UUID tenant, SortedSet<CallKey> keys) {
    var rows = session.queryInOrder(locking(tenant, keys));
    var calls = new ArrayList<StoredCall>();
    while (rows.next()) {
      calls.add(read(rows));
    }
    return calls;
  }

  static SqlStatement locking(UUID tenant, SortedSet<CallKey> keys) {
    return new SqlStatement(LOCK, List.of(sources(keys), uuids(keys), tenant));
  }

  /// The calls of `tenant` that a SIP Call-ID of `sipCallIds` names, not as `callSource` reported
  /// them: by its own identifier or beside it. Others that have a key of such a call may be among
  /// them.
  static List<StoredCall> lockByCallId(
      Session session, UUID tenant, String callSource, List<String> sipCallIds) {
    var found = keys(session.queryInOrder(byCallId(tenant, callSource, sipCallIds)));
    return found.isEmpty() ? List.of() : lockAll(session, tenant, found);
  }

  static SqlStatement byCallId(UUID tenant, String callSource, List<String> sipCallIds) {
    return new SqlStatement(
        BY_CALL_ID, List.of(sipCallIds, tenant, callSource, sipCallIds, tenant, callSource));
  }

  /// Those of `keys` that a call of `tenant` has; no call is locked.
  static Set<CallKey> known(Session session, UUID tenant, SortedSet<CallKey> keys) {
    return keys(session.queryInOrder(knowing(tenant, keys)));
  }

  static SqlStatement knowing(UUID tenant, SortedSet<CallKey> keys) {
    return new SqlStatement(KNOWN, List.of(sources(keys), uuids(keys), tenant));
  }

  private static SortedSet<CallKey> keys(Rows rows) {
    var keys = new TreeSet<CallKey>();
    while (rows.next()) {
      keys.add(new CallKey(rows.text(0), rows.text(1)));
    }
    return keys;
  }

  private static List<String> sources(SortedSet<CallKey> keys) {
    return keys.stream().map(CallKey::callSource).toList();
  }

  private static List<String> uuids(SortedSet<CallKey> keys) {
    return keys.stream().map(CallKey::callUuid).toList();
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
