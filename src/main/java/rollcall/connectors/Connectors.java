package rollcall.connectors;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import rollcall.database.Database;
import rollcall.inbox.Inbox;
import rollcall.observe.Observation;
import rollcall.observe.Observer;
import rollcall.sources.ActiveSource;
import rollcall.sources.ActiveSources;
import rollcall.sources.SourceLinks;
import rollcall.switches.Link;

/// Keeps the links of all sources as the sources are set now, ends the calls of those that nobody
/// can ask, and writes down how the links fare. One thread of its own looks again and again,
/// another looks for silent calls. Thread-safe.
public final class Connectors implements AutoCloseable {
  /// How long a source that was added, changed or removed may go unnoticed, beside the time that
  /// [ActiveSources] takes.
  private static final Duration LOOK = Duration.ofMillis(250);

  /// How often silent calls are looked for, and how old what is written of a link may be.
  private static final Duration REAP = Duration.ofSeconds(15);

  /// How often silent calls are looked for whose source is not there any more.
  private static final Duration REAP_ABANDONED = Duration.ofMinutes(10);

  private static final Duration TELL = Duration.ofSeconds(10);

  private static final Duration LAST_LOOK = Duration.ofSeconds(15);

  private final ActiveSources sources;
  private final Function<ActiveSource, List<Link>> links;
  private final RunningSource.Common common;
  private final Reaper reaper;
  private final Abandoned abandoned;
  private final SourceLinks told;
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("rollcall-connectors").factory());

  // Only the worker's, and then the closer's.
  private final Map<String, RunningSource> running = new HashMap<>();

  /// Why sources could not be started, as it was told.
  private final Map<String, String> troubles = new HashMap<>();

  private Map<String, List<LinkState>> toldStates = Map.of();
  private Instant toldAt = Instant.EPOCH;
  private Instant reapedAt = Instant.EPOCH;
  private volatile Instant reapedAbandonedAt = Instant.EPOCH;

  /// Looks for silent calls, one source after the other: a slow database holds up this alone.
  private volatile Thread reaping = Thread.ofVirtual().unstarted(() -> {});

  private Connectors(
      ActiveSources sources,
      Function<ActiveSource, List<Link>> links,
      RunningSource.Common common,
      ConnectorSettings settings) {
    this.sources = sources;
    this.links = links;
    this.common = common;
    this.reaper = new Reaper(settings, common.clock());
    this.abandoned = new Abandoned(common);
    this.told = new SourceLinks(common.database());
  }

  /// Connects to `sources` as their settings say, until it is closed, and puts what they say into
  /// `inbox`, which is in `database`.
  public static Connectors open(
      ActiveSources sources,
      Inbox inbox,
      Database database,
      ConnectorSettings settings,
      Clock clock,
      Observer observer) {
    return open(
        sources,
        new Links(database, settings.link())::of,
        new RunningSource.Common(database, inbox, WaitingBytes.ofProcess(), clock, observer),
        settings);
  }

  /// The same with links that `links` makes.
  static Connectors open(
      ActiveSources sources,
      Function<ActiveSource, List<Link>> links,
      RunningSource.Common common,
      ConnectorSettings settings) {
    var connectors = new Connectors(sources, links, common, settings);
    var _ =
        connectors.worker.scheduleWithFixedDelay(
            connectors::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    return connectors;
  }

  private void look() {
    try {
      follow();
      var now = common.clock().instant();
      if (reapedAt.plus(REAP).isBefore(now) && !reaping.isAlive()) {
        reapedAt = now;
        var silent = List.copyOf(running.values());
        reaping = Thread.ofVirtual().name("rollcall-reaper").start(() -> reap(silent));
      }
      tell(now);
    } catch (RuntimeException | Error e) {
      // Whatever it is: the links go on, and the next look may succeed.
      common.observer().observe(new Observation.Notice("The connections go untended: " + e));
    }
  }

  private void reap(List<RunningSource> silent) {
    try {
      for (var source : silent) {
        source.reap(reaper);
      }
      var now = common.clock().instant();
      if (reapedAbandonedAt.plus(REAP_ABANDONED).isBefore(now)) {
        reapedAbandonedAt = now;
        abandoned.end(reaper, sources.all());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      // Whatever it is: it is tried again soon.
      common.observer().observe(new Observation.Notice("Silent calls do not end: " + e));
    }
  }

  /// Makes what runs the same as what is set.
  private void follow() {
    var now = new HashMap<String, ActiveSource>();
    sources.all().forEach(source -> now.put(source.source().name().value(), source));
    var ended = new ArrayList<RunningSource>();
    running
        .entrySet()
        .removeIf(
            entry -> {
              var source = now.get(entry.getKey());
              var ends = source == null || !entry.getValue().isOf(source);
              if (ends) {
                ended.add(entry.getValue());
              }
              return ends;
            });
    close(ended);
    troubles.keySet().retainAll(now.keySet());
    now.forEach(
        (name, source) -> {
          if (!running.containsKey(name)) {
            start(name, source);
          }
        });
  }

  /// Ends all of `sources` at once, since each may take some seconds for its last words.
  private static void close(Collection<RunningSource> sources) {
    try (var closers = Executors.newVirtualThreadPerTaskExecutor()) {
      sources.forEach(source -> closers.execute(source::close));
    }
  }

  /// Starts `source`; one for which that fails does not hold up the others.
  private void start(String name, ActiveSource source) {
    try {
      running.put(name, RunningSource.start(source, links.apply(source), common));
      troubles.remove(name);
    } catch (RuntimeException | Error e) {
      var trouble = name + ": Its connections cannot be made: " + e;
      if (!trouble.equals(troubles.put(name, trouble))) {
        common.observer().observe(new Observation.Notice(trouble));
      }
    }
  }

  private void tell(Instant now) {
    var states = new HashMap<String, List<LinkState>>();
    running.forEach((name, source) -> states.put(name, source.states()));
    if (!states.equals(toldStates) || toldAt.plus(TELL).isBefore(now)) {
      var seen = new ArrayList<SourceLinks.Seen>();
      states.forEach((name, ofSource) -> ofSource.forEach(it -> seen.add(it.seen(name, now))));
      told.replace(seen);
      toldStates = states;
      toldAt = now;
    }
  }

  /// Ends all links, and then what they heard is kept, if that can be soon.
  @Override
  public void close() {
    worker.shutdownNow();
    try {
      // A look is short; one that hangs in a lost database ends with its own time-out.
      worker.awaitTermination(LAST_LOOK.toSeconds(), TimeUnit.SECONDS);
      reaping.interrupt();
      if (reaping.isAlive()) {
        reaping.join(LAST_LOOK);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    close(running.values());
  }
}
