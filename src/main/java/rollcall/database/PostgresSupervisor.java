package rollcall.database;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import rollcall.observe.Observation;
import rollcall.observe.Observer;

/// Starts the server again whenever it ends by itself, later and later while that does not last,
/// and stops it in the end. Thread-safe.
final class PostgresSupervisor {
  private static final Duration FIRST_DELAY = Duration.ofMillis(200);
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);
  private static final Duration LASTING = Duration.ofMinutes(1);

  private final PostgresCluster cluster;
  private final int port;
  private final Observer observer;
  private final CompletableFuture<Void> closing = new CompletableFuture<>();
  private final Thread thread;
  private Duration delay = FIRST_DELAY;

  private PostgresSupervisor(
      PostgresCluster cluster, int port, Observer observer, PostgresProcess first) {
    this.cluster = cluster;
    this.port = port;
    this.observer = observer;
    this.thread =
        Thread.ofPlatform().name("postgres-supervisor").daemon().unstarted(() -> run(first));
  }

  static PostgresSupervisor supervise(
      PostgresCluster cluster, int port, Observer observer, PostgresProcess first) {
    var supervisor = new PostgresSupervisor(cluster, port, observer, first);
    supervisor.thread.start();
    return supervisor;
  }

  /// Stops the server and waits for its end; the second time only waits.
  void close() {
    closing.complete(null);
    var interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        // A server left running would be worse than a close that takes its bounded time.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(PostgresProcess first) {
    try {
      var running = Optional.of(first);
      while (running.isPresent() && hasEnded(running.get())) {
        observer.observe(new Observation.DatabaseLost(running.get().exitStatus()));
        running = successor(running.get());
      }
      if (running.isPresent()) {
        stop(running.get());
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the supervisor", e);
    } catch (EmbeddedPostgresFailed e) {
      observer.observe(new Observation.Notice(e.reason()));
    }
  }

  /// Waits until the server has ended by itself (true) or is to be stopped (false), and meanwhile
  /// keeps its log small.
  private boolean hasEnded(PostgresProcess process) throws InterruptedException {
    var event = CompletableFuture.anyOf(process.onExit(), closing);
    while (!event.isDone()) {
      try {
        event.get(1, TimeUnit.MINUTES);
      } catch (TimeoutException _) {
        pruneLog();
      } catch (ExecutionException e) {
        throw new IllegalStateException("waiting for a process does not fail", e);
      }
    }
    return !closing.isDone();
  }

  private void pruneLog() {
    try {
      cluster.log().prune();
    } catch (EmbeddedPostgresFailed e) {
      observer.observe(new Observation.Notice(e.reason()));
    }
  }

  /// Empty when the server is to be stopped before another one runs.
  private Optional<PostgresProcess> successor(PostgresProcess lost) throws InterruptedException {
    if (lost.uptime().compareTo(LASTING) > 0) {
      delay = FIRST_DELAY;
    }
    while (!isClosingWithin(delay)) {
      delay = min(delay.multipliedBy(2), LONGEST_DELAY);
      try {
        return Optional.of(start());
      } catch (EmbeddedPostgresFailed e) {
        observer.observe(new Observation.Notice(e.reason()));
      }
    }
    return Optional.empty();
  }

  private boolean isClosingWithin(Duration wait) throws InterruptedException {
    try {
      closing.get(wait.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("closing does not fail", e);
    }
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private PostgresProcess start() throws InterruptedException {
    var process = PostgresProcess.launch(cluster, port, closing::isDone);
    observer.observe(new Observation.DatabaseStarted(process.version(), port, process.uptime()));
    return process;
  }

  private void stop(PostgresProcess process) throws InterruptedException {
    var beganNanos = System.nanoTime();
    process.stop();
    observer.observe(
        new Observation.DatabaseStopped(Duration.ofNanos(System.nanoTime() - beganNanos)));
  }
}
