package rollcall.database;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// One run of the server on a [PostgresCluster], from its start to its end. One thread.
final class PostgresProcess {
  // Long: after a crash the server first replays up to max_wal_size of its write-ahead log.
  private static final Duration START_LIMIT = Duration.ofMinutes(5);
  private static final int POLL_MILLIS = 10;

  private final PostgresCluster cluster;
  private final Process process;
  private final long launchedNanos = System.nanoTime();
  private String version = "";

  private PostgresProcess(PostgresCluster cluster, Process process) {
    this.cluster = cluster;
    this.process = process;
  }

  /// Starts the server and waits until it accepts a login, or until nobody wants that any more.
  static PostgresProcess launch(PostgresCluster cluster, int port, BooleanSupplier isUnwanted)
      throws InterruptedException {
    var folder = cluster.folder();
    try {
      // Before the start, since it fails where the password cannot be read.
      var address = PostgresCluster.address(folder, port, PostgresCluster.SUPERUSER);
      var process =
          cluster
              .command()
              .start(
                  cluster.log().newFirstWords(),
                  "postgres",
                  "-D",
                  folder.cluster().toString(),
                  "-p",
                  Integer.toString(port));
      var launched = new PostgresProcess(cluster, process);
      launched.awaitReady(address, isUnwanted);
      return launched;
    } catch (IOException e) {
      throw new EmbeddedPostgresFailed("Cannot start PostgreSQL in " + folder, e);
    }
  }

  private void awaitReady(DatabaseAddress address, BooleanSupplier isUnwanted)
      throws IOException, InterruptedException {
    var ready = false;
    try {
      while (!hasReportedReady()) {
        if (isUnwanted.getAsBoolean()) {
          throw failure("was stopped while it started");
        }
        if (uptime().compareTo(START_LIMIT) > 0) {
          throw failure("is not ready after " + START_LIMIT.toMinutes() + " minutes");
        }
        if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
          throw failure("ended with status " + process.exitValue() + " while it started");
        }
      }
      try (var connection = SuperuserLogin.open(address)) {
        version = connection.getMetaData().getDatabaseProductVersion();
      }
      ready = true;
    } catch (SQLException e) {
      throw new EmbeddedPostgresFailed("Cannot log in to PostgreSQL at " + address, e);
    } finally {
      if (!ready) {
        stopEvenIfInterrupted();
      }
    }
  }

  private boolean hasReportedReady() {
    return PostmasterFile.read(cluster.folder().postmasterFile())
        .filter(file -> file.pid() == process.pid())
        .filter(PostmasterFile::isReady)
        .isPresent();
  }

  private EmbeddedPostgresFailed failure(String what) throws IOException {
    return new EmbeddedPostgresFailed(
        "PostgreSQL %s. Its log, in %s, ends with: %s"
            .formatted(what, cluster.folder().logs(), cluster.log().tail()));
  }

  /// Which PostgreSQL it is, as `18.6`.
  String version() {
    return version;
  }

  /// Since the start.
  Duration uptime() {
    return Duration.ofNanos(System.nanoTime() - launchedNanos);
  }

  /// Completes when the server has ended.
  CompletableFuture<?> onExit() {
    return process.onExit();
  }

  /// How the server, which has ended, ended.
  int exitStatus() {
    return process.exitValue();
  }

  void stop() throws InterruptedException {
    PostgresShutdown.stop(process.toHandle(), cluster.command());
  }

  private void stopEvenIfInterrupted() throws InterruptedException {
    var interrupted = Thread.interrupted();
    stop();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
