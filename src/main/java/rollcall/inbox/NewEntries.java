package rollcall.inbox;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import rollcall.calls.CallRecorder;
import rollcall.database.Database;
import rollcall.database.Session;
import rollcall.database.Tenant;
import rollcall.database.UuidV7;
import rollcall.organisations.OrganisationId;

/// Keeps messages that just came and reports them in the same transaction, so that most need no
/// second one. Thread-safe.
final class NewEntries {
  private final Database database;
  private final Clock clock;
  private final CallRecorder recorder;

  NewEntries(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
    this.recorder = new CallRecorder(clock, new UuidV7(clock));
  }

  /// The ids of the messages that were not there, what became of those, and whether anything else
  /// is due now.
  record Kept(Set<UUID> added, List<Verdict> verdicts, boolean due) {}

  /// Keeps and reports `batch`, all or nothing. Does not wait long for calls that others write.
  Kept keep(OrganisationId organisation, List<Pending> batch) {
    return database.writeUnlessLocked(
        new Tenant(organisation.value()), session -> keep(session, organisation, batch));
  }

  private Kept keep(Session session, OrganisationId organisation, List<Pending> batch) {
    var now = clock.instant();
    var added = InboxTable.insertDone(session, organisation, now, batch);
    var said =
        batch.stream()
            .filter(it -> added.contains(it.id()))
            .map(it -> new Reading.Said(it.entry(), it.delivery().said()))
            .toList();
    if (said.isEmpty()) {
      return new Kept(added, List.of(), false);
    }
    var reading = Reading.report(recorder, session, organisation, said);
    var verdicts = reading.verdicts();
    settleOthers(session, organisation, said, verdicts);
    var due = InboxTable.wake(session, organisation, now, reading.made()) > 0;
    return new Kept(added, verdicts, due);
  }

  /// Writes down which entries are not done with.
  private void settleOthers(
      Session session,
      OrganisationId organisation,
      List<Reading.Said> said,
      List<Verdict> verdicts) {
    var entries = new ArrayList<Entry>();
    var others = new ArrayList<Verdict>();
    for (int i = 0; i < verdicts.size(); i++) {
      if (!(verdicts.get(i) instanceof Verdict.Done)) {
        entries.add(said.get(i).entry());
        others.add(verdicts.get(i));
      }
    }
    if (!entries.isEmpty()) {
      InboxTable.settle(session, organisation, clock.instant(), entries, others);
    }
  }
}
