package rollcall.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import rollcall.observe.Observation;
import rollcall.observe.Observer;

/// A PostgreSQL of our own on a [DataFolder], supervised: when it dies it is started again, on the
/// same port. Thread-safe.
public final class EmbeddedPostgres implements AutoCloseable {
  /// The name of the database that is always there.
  public static final String DATABASE = "rollcall";

  private static final int START_ATTEMPTS = 5;
  private static final Duration START_PAUSE = Duration.ofMillis(300);
  private static final Duration POLL = Duration.ofMillis(50);

  private final DataFolder folder;
  private final int port;
  private final PostgresSupervisor supervisor;

  private EmbeddedPostgres(DataFolder folder, int port, PostgresSupervisor supervisor) {
    this.folder = folder;
    this.port = port;
    this.supervisor = supervisor;
  }

  /// Sets the server up when it is not yet, starts it, and waits until it accepts a login. A server
  /// that a killed Rollcall left on the folder is stopped first; the lock shows that no living one
  /// uses it. Keep the lock until after [#close]. Fails with [EmbeddedPostgresFailed].
  public static EmbeddedPostgres start(FolderLock lock, Observer observer) {
    try {
      return start(lock.folder(), observer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedPostgresFailed("Starting PostgreSQL was interrupted", e);
    }
  }

  private static EmbeddedPostgres start(DataFolder folder, Observer observer)
      throws InterruptedException {
    var beganNanos = System.nanoTime();
    var cluster = PostgresCluster.prepare(folder);
    for (var attempt = 1; ; attempt++) {
      var port = freePort();
      try {
        var process = PostgresProcess.launch(cluster, port, () -> false);
        var supervisor = PostgresSupervisor.supervise(cluster, port, observer, process);
        var took = Duration.ofNanos(System.nanoTime() - beganNanos);
        observer.observe(new Observation.DatabaseStarted(process.version(), port, took));
        return withDatabase(new EmbeddedPostgres(folder, port, supervisor));
      } catch (EmbeddedPostgresFailed e) {
        requireUsable(cluster, e);
        // Another program took the port, or workers of a killed server are not gone yet.
        if (attempt == START_ATTEMPTS) {
          throw e;
        }
        Thread.sleep(START_PAUSE);
      }
    }
  }

  /// Says why no server can run here, where that is known, behind a first one that did not start.
  private static void requireUsable(PostgresCluster cluster, EmbeddedPostgresFailed first)
      throws InterruptedException {
    try {
      cluster.command().requireUsable(cluster.folder());
    } catch (EmbeddedPostgresFailed e) {
      throw new EmbeddedPostgresFailed(e.reason(), first);
    }
  }

  private static EmbeddedPostgres withDatabase(EmbeddedPostgres server) {
    var created = false;
    try {
      server.createDatabase(DATABASE);
      created = true;
      return server;
    } finally {
      if (!created) {
        server.close();
      }
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new EmbeddedPostgresFailed("There is no free port on 127.0.0.1", e);
    }
  }

  /// Where the server that another process runs on the folder answers, and the superuser's login to
  /// [#DATABASE]. Waits, at most for `patience`, until it accepts that login. Fails with
  /// [EmbeddedPostgresFailed].
  public static DatabaseAddress beside(DataFolder folder, Duration patience) {
    var beganNanos = System.nanoTime();
    try {
      while (true) {
        try {
          return beside(folder);
        } catch (EmbeddedPostgresFailed | SQLException e) {
          if (System.nanoTime() - beganNanos > patience.toNanos()) {
            throw new EmbeddedPostgresFailed("PostgreSQL on " + folder + " does not answer", e);
          }
        }
        Thread.sleep(POLL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedPostgresFailed("Waiting for PostgreSQL was interrupted", e);
    }
  }

  private static DatabaseAddress beside(DataFolder folder) throws SQLException {
    var file =
        PostmasterFile.read(folder.postmasterFile())
            .filter(PostmasterFile::isReady)
            .orElseThrow(() -> new EmbeddedPostgresFailed("it has not said that it is ready"));
    var address = PostgresCluster.address(folder, file.port(), DATABASE);
    SuperuserLogin.open(address).close();
    return address;
  }

  /// The superuser's login to a database of this server.
  public DatabaseAddress address(String database) {
    return PostgresCluster.address(folder, port, database);
  }

  /// Makes a database when there is none of this name.
  void createDatabase(String name) {
    try {
      SuperuserLogin.createDatabase(address(PostgresCluster.SUPERUSER), name);
    } catch (SQLException e) {
      throw new EmbeddedPostgresFailed("Cannot create the database " + name, e);
    }
  }

  /// Stops the server in order, within a bounded time; the second time does nothing.
  @Override
  public void close() {
    supervisor.close();
  }
}
