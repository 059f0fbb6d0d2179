package rollcall.inbox;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import rollcall.calls.CallRecorder;
import rollcall.database.Database;
import rollcall.database.Session;
import rollcall.database.Tenant;
import rollcall.database.UuidV7;
import rollcall.observe.Observation;
import rollcall.observe.Observer;
import rollcall.organisations.OrganisationId;

/// Reports what is due of an organisation, in batches: the calls and what became of the entries are
/// one transaction, so that an entry tells its call exactly once whatever breaks. Thread-safe.
final class DueEntries {
  /// The most entries, and about the most bytes of them, in a transaction.
  static final int BATCH_ENTRIES = 500;

  static final int BATCH_BYTES = 8 << 20;

  /// How long an entry waits whose call others hold.
  private static final Duration PUT_OFF = Duration.ofSeconds(1);

  private final Database database;
  private final Clock clock;
  private final CallRecorder recorder;
  private final Directions directions;
  private final Observer observer;

  DueEntries(Database database, Directions directions, Clock clock, Observer observer) {
    this.database = database;
    this.clock = clock;
    this.directions = directions;
    this.recorder = new CallRecorder(clock, new UuidV7(clock));
    this.observer = observer;
  }

  /// Reports one batch of what is due now, and says whether more may be. What the database refuses
  /// is found by halves and refused, and so is put off what others hold up; any other failure is
  /// thrown, and leaves the rest waiting.
  boolean report(OrganisationId organisation) {
    for (var limit = BATCH_ENTRIES; ; ) {
      var batch = new Batch(organisation, limit);
      try {
        var more = database.writeUnlessLocked(new Tenant(organisation.value()), batch::run);
        Verdict.tellRefused(batch.verdicts, organisation, observer);
        return more;
      } catch (RuntimeException e) {
        var tooMuch = Blame.isOfTooMuch(e);
        if (batch.entries.isEmpty() || !(tooMuch || Blame.isOfOneMessage(e))) {
          throw e;
        }
        if (batch.entries.size() == 1) {
          var verdict =
              tooMuch
                  ? new Verdict.Later("Its call is being written by others.", PUT_OFF)
                  : refusal(batch.entries, e);
          settle(organisation, batch.entries.getFirst(), verdict);
        }
        limit = Math.max(1, batch.entries.size() / 2);
      }
    }
  }

  private Verdict refusal(List<Entry> one, RuntimeException failure) {
    observer.observe(
        new Observation.Notice(
            "Message " + one.getFirst().id() + " could not be reported: " + failure));
    return new Verdict.Refused("It could not be written down: " + failure.getMessage());
  }

  private void settle(OrganisationId organisation, Entry entry, Verdict verdict) {
    database.write(
        new Tenant(organisation.value()),
        session -> {
          InboxTable.settle(
              session, organisation, clock.instant(), List.of(entry), List.of(verdict));
          return true;
        });
  }

  /// One batch; `entries` and `verdicts` are those of its last run. One thread.
  private final class Batch {
    private final OrganisationId organisation;
    private final int limit;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Verdict> verdicts = new ArrayList<>();

    Batch(OrganisationId organisation, int limit) {
      this.organisation = organisation;
      this.limit = limit;
    }

    /// Whether more may be due.
    boolean run(Session session) {
      entries.clear();
      verdicts.clear();
      var now = clock.instant();
      entries.addAll(InboxTable.takeDue(session, organisation, now, limit, BATCH_BYTES));
      if (entries.isEmpty()) {
        return false;
      }
      var reading =
          Reading.report(recorder, session, organisation, Reading.Said.of(entries, directions));
      verdicts.addAll(reading.verdicts());
      InboxTable.settle(session, organisation, now, entries, verdicts);
      return InboxTable.wake(session, organisation, now, reading.made()) > 0
          || entries.size() == limit
          || isLarge();
    }

    private boolean isLarge() {
      return entries.stream().mapToLong(it -> it.message().body().length).sum() >= BATCH_BYTES;
    }
  }
}
