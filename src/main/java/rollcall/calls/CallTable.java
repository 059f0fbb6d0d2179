package rollcall.calls;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import rollcall.database.Session;
import rollcall.database.SqlStatement;
import rollcall.jsonapi.schema.Draft;
import rollcall.jsonapi.sql.Column;
import rollcall.jsonapi.sql.InsertWriter;
import rollcall.jsonapi.sql.UpdateWriter;
import rollcall.numbers.NumberDirectory;

/// The statements that write calls: there are no others but the removal of old ones. Every row is
/// written from the facts of its call, so that what it shows always follows from them, and with it
/// how it changes what is counted.
final class CallTable {
  private static final InsertWriter INSERT =
      new InsertWriter(Calls.TYPE, with(new Column("occurrence", "smallint")));
  private static final UpdateWriter UPDATE = new UpdateWriter(Calls.TYPE, CallColumns.MORE);

  private CallTable() {}

  private static List<Column> with(Column further) {
    var columns = new ArrayList<>(CallColumns.MORE);
    columns.add(further);
    return columns;
  }

  /// A call that is to be written: its id, its key, which use of the key it is, what is known.
  record Row(UUID id, CallKey key, int occurrence, CallFacts facts) {
    Draft draft() {
      return CallColumns.draft(id, key, facts);
    }
  }

  /// Inserts `rows` and gives the ids of those that were not there.
  static Set<UUID> insert(Session session, UUID tenant, Instant at, List<Row> rows) {
    var more = new ArrayList<List<?>>(CallColumns.more(rows.stream().map(Row::facts).toList()));
    more.add(rows.stream().map(Row::occurrence).toList());
    var drafts = rows.stream().map(Row::draft).toList();
    var written = INSERT.insert(session, tenant, at, drafts, more);
    var counts = new CountChanges();
    drafts.stream()
        .filter(draft -> written.contains(draft.id().orElseThrow()))
        .forEach(draft -> counts.plus(CountedAs.of(draft)));
    counts.write(session, tenant);
    addNumbers(
        session,
        tenant,
        rows.stream().filter(row -> written.contains(row.id())).map(Row::facts).toList());
    return written;
  }

  /// Gives `calls`, which are locked, their new facts and keys.
  static void update(Session session, UUID tenant, Instant now, List<Change> changes) {
    var drafts = changes.stream().map(Change::draft).toList();
    UPDATE.update(
        session,
        tenant,
        now,
        changes.stream().map(change -> change.call().version()).toList(),
        drafts,
        CallColumns.more(changes.stream().map(Change::facts).toList()));
    var counts = new CountChanges();
    changes.forEach(change -> counts.minus(CountedAs.of(change.call())));
    drafts.forEach(draft -> counts.plus(CountedAs.of(draft)));
    counts.write(session, tenant);
    addNumbers(
        session,
        tenant,
        changes.stream().filter(Change::changesParties).map(Change::facts).toList());
  }

  /// After the calls, so that whoever waits for a number holds all of its calls already.
  private static void addNumbers(Session session, UUID tenant, List<CallFacts> calls) {
    var numbers = new ArrayList<String>();
    for (var facts : calls) {
      numbers.add(facts.knownParties().fromNumber());
      numbers.add(facts.knownParties().toNumber());
    }
    NumberDirectory.add(session, tenant, numbers);
  }

  /// A stored call, and the key and the facts that it is to have.
  record Change(StoredCall call, CallKey key, CallFacts facts) {
    boolean changesParties() {
      return !facts.knownParties().equals(call.facts().knownParties());
    }

    Draft draft() {
      return CallColumns.draft(call.id(), key, facts);
    }
  }

  /// The newest call that has that key.
  static @Nullable UUID find(Session session, UUID tenant, CallKey key) {
    var rows =
        session.query(
            new SqlStatement(
                "select id from calls where organisation_id = ? and call_uuid = ?"
                    + " and call_source = ? order by occurrence desc limit 1",
                List.of(tenant, key.callUuid(), key.callSource())));
    return rows.next() ? rows.uuid(0) : null;
  }
}
