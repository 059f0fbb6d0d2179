package rollcall.inbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import rollcall.database.Database;
import rollcall.database.Tenant;
import rollcall.database.UuidV7;
import rollcall.observe.Observation;
import rollcall.observe.Observer;
import rollcall.organisations.OrganisationId;

/// Looks every few seconds for entries that nobody heard of, such as those of a server that was
/// killed or that wait for a call, and now and then removes what was kept long enough. Thread-safe.
final class Housekeeping implements AutoCloseable {
  private static final Duration BETWEEN_SCANS = Duration.ofSeconds(2);
  private static final Duration BETWEEN_REMOVALS = Duration.ofMinutes(10);

  /// The most entries that a transaction removes.
  private static final int REMOVED_AT_ONCE = 1_000;

  private final Database database;
  private final InboxSettings settings;
  private final Clock clock;
  private final Observer observer;
  private final Consumer<OrganisationId> found;
  private final Signals end = new Signals();
  // Two, since a long removal must not keep what is due from being found.
  private final List<Thread> threads =
      List.of(
          Thread.ofPlatform()
              .daemon()
              .name("inbox scan")
              .unstarted(() -> repeat(this::scan, BETWEEN_SCANS)),
          Thread.ofPlatform()
              .daemon()
              .name("inbox removal")
              .unstarted(() -> repeat(this::removeOld, BETWEEN_REMOVALS)));

  private Housekeeping(
      Database database,
      InboxSettings settings,
      Clock clock,
      Observer observer,
      Consumer<OrganisationId> found) {
    this.database = database;
    this.settings = settings;
    this.clock = clock;
    this.observer = observer;
    this.found = found;
  }

  static Housekeeping start(
      Database database,
      InboxSettings settings,
      Clock clock,
      Observer observer,
      Consumer<OrganisationId> found) {
    var housekeeping = new Housekeeping(database, settings, clock, observer, found);
    housekeeping.threads.forEach(Thread::start);
    return housekeeping;
  }

  /// Does `work` again and again, whatever becomes of it.
  private void repeat(Runnable work, Duration pause) {
    try {
      do {
        try {
          work.run();
        } catch (RuntimeException | Error e) {
          // Whatever it is, such as a lack of memory: the next round may succeed.
          observer.observe(new Observation.Notice("The inbox could not be looked through: " + e));
        }
      } while (!end.awaitEnd(pause.toMillis()));
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the scan", e);
    }
  }

  private void scan() {
    database.administer(session -> InboxTable.withDue(session, clock.instant())).forEach(found);
  }

  /// One organisation for which that fails does not hold up the others.
  private void removeOld() {
    var now = clock.instant();
    var failures = new ArrayList<String>();
    for (var organisation : database.administer(InboxTable::all)) {
      try {
        remove(organisation, "done", now.minus(settings.doneKept()));
        remove(organisation, "refused", now.minus(settings.refusedKept()));
      } catch (RuntimeException e) {
        failures.add(organisation + ": " + e);
      }
      if (end.isClosed()) {
        break;
      }
    }
    if (!failures.isEmpty()) {
      observer.observe(
          new Observation.Notice(
              "Old messages of %d organisations could not be removed, first of %s"
                  .formatted(failures.size(), failures.getFirst())));
    }
  }

  private void remove(OrganisationId organisation, String state, Instant before) {
    var first = UuidV7.firstAt(before);
    var removed = (long) REMOVED_AT_ONCE;
    while (removed == REMOVED_AT_ONCE && !end.isClosed()) {
      removed =
          database.write(
              new Tenant(organisation.value()),
              session -> InboxTable.remove(session, organisation, state, first, REMOVED_AT_ONCE));
    }
  }

  @Override
  public void close() {
    end.close();
    Threads.joinSoon(threads, observer);
  }
}
