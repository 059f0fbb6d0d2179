package rollcall.calls;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import rollcall.database.Database;
import rollcall.database.Tenant;
import rollcall.observe.Observation;
import rollcall.observe.Observer;
import rollcall.organisations.OrganisationDirectory;
import rollcall.organisations.OrganisationId;

/// What a running server does about calls by itself: it folds what was counted, every second, and
/// removes, every ten minutes, the calls that organisations do not keep any longer. Several servers
/// of one database share the work. Thread-safe.
public final class CallUpkeep implements AutoCloseable {
  /// So that what a count adds up is what was written within a second or two.
  private static final Duration BETWEEN_FOLDS = Duration.ofSeconds(1);

  private static final Duration BETWEEN_REMOVALS = Duration.ofMinutes(10);

  /// Between two batches of one removal, in which others have the disk.
  private static final Duration PAUSE = Duration.ofMillis(50);

  /// How long the end of the server waits for work that the next start does as well.
  private static final Duration LAST_WORK = Duration.ofSeconds(15);

  private final Database database;
  private final Clock clock;
  private final Observer observer;
  private final CountDownLatch end = new CountDownLatch(1);
  // Two, since a long removal must not keep changes from being folded.
  private final ScheduledExecutorService workers =
      Executors.newScheduledThreadPool(
          2, Thread.ofPlatform().daemon().name("calls upkeep ", 0).factory());

  private CallUpkeep(Database database, Clock clock, Observer observer) {
    this.database = database;
    this.clock = clock;
    this.observer = observer;
  }

  /// Begins with it; how old a call is says `clock`.
  public static CallUpkeep start(Database database, Clock clock, Observer observer) {
    return start(database, clock, observer, BETWEEN_REMOVALS);
  }

  /// The same with another time between two removals.
  static CallUpkeep start(
      Database database, Clock clock, Observer observer, Duration betweenRemovals) {
    var upkeep = new CallUpkeep(database, clock, observer);
    upkeep.repeat(upkeep::foldAll, BETWEEN_FOLDS);
    upkeep.repeat(upkeep::removeAll, betweenRemovals);
    return upkeep;
  }

  /// Does `work` again and again, whatever becomes of it.
  private void repeat(Runnable work, Duration pause) {
    var _ =
        workers.scheduleWithFixedDelay(
            () -> {
              try {
                work.run();
              } catch (RuntimeException | Error e) {
                // Whatever it is, such as a lack of memory: the next round may succeed.
                observer.observe(new Observation.Notice("Upkeep of calls failed: " + e));
              }
            },
            0,
            pause.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private void foldAll() {
    forEach(
        database.administer(CountFolding::withChanges),
        organisation -> CallCounts.fold(database, organisation, this::isEnd),
        "Counts of calls of %d organisations stay unfolded, first of %s");
  }

  private void removeAll() {
    var retentions = new OrganisationDirectory(database).retentions();
    forEach(
        List.copyOf(retentions.keySet()),
        organisation ->
            remove(
                organisation,
                Duration.ofDays(Objects.requireNonNull(retentions.get(organisation)))),
        "Old calls of %d organisations could not be removed, first of %s");
  }

  /// One organisation for which that fails does not hold up the others.
  private void forEach(
      List<OrganisationId> organisations, Consumer<OrganisationId> work, String failing) {
    var failures = new ArrayList<String>();
    for (var organisation : organisations) {
      if (isEnd()) {
        break;
      }
      try {
        work.accept(organisation);
      } catch (RuntimeException e) {
        failures.add(organisation + ": " + e);
      }
    }
    if (!failures.isEmpty()) {
      observer.observe(
          new Observation.Notice(failing.formatted(failures.size(), failures.getFirst())));
    }
  }

  private void remove(OrganisationId organisation, Duration kept) {
    var tenant = new Tenant(organisation.value());
    var before = clock.instant().minus(kept);
    var next = Optional.of(CallRemoval.Place.FIRST);
    while (next.isPresent() && !isEnd()) {
      var place = next.get();
      next =
          database.write(
              tenant, session -> CallRemoval.remove(session, organisation.value(), before, place));
      pause();
    }
  }

  private boolean isEnd() {
    return end.getCount() == 0;
  }

  private void pause() {
    try {
      var _ = end.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the upkeep", e);
    }
  }

  /// Ends after the batch that is under way.
  @Override
  public void close() {
    end.countDown();
    workers.shutdown();
    try {
      if (!workers.awaitTermination(LAST_WORK.toMillis(), TimeUnit.MILLISECONDS)) {
        observer.observe(new Observation.Notice("Not ended in time: the upkeep of calls"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while stopping the upkeep of calls", e);
    }
  }
}
