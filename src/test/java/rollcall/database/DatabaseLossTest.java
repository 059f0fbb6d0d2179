package rollcall.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatabaseLossTest {
  private static final Tenant NOBODY = new Tenant(new UUID(0, 0));
  private static final SqlStatement ONE = new SqlStatement("select 1", List.of());
  private static final DatabaseSettings SETTINGS =
      new DatabaseSettings(
          4,
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          500);

  private static long one(Database database) {
    return database.read(
        NOBODY,
        new Cancellation(),
        session -> {
          var rows = session.query(ONE);
          rows.next();
          return rows.integer(0);
        });
  }

  /// Opens every connection of the pool and gives all back, so that none is looked at before use.
  private static void warm(Database database) {
    var together = new CountDownLatch(4);
    var threads =
        Stream.generate(() -> Thread.ofVirtual().unstarted(() -> hold(database, together)))
            .limit(4)
            .toList();
    threads.forEach(Thread::start);
    threads.forEach(DatabaseLossTest::join);
  }

  private static void hold(Database database, CountDownLatch together) {
    database.read(
        NOBODY,
        new Cancellation(),
        session -> {
          session.query(ONE);
          together.countDown();
          try {
            together.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return true;
        });
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void recoversByItselfAfterTheServerWasKilled(@TempDir Path path) {
    var attempt = DataFolder.open(path).tryLock(FolderLock.Kind.SERVER);
    try (var lock = ((FolderLock.Attempt.Taken) attempt).lock();
        var server = EmbeddedPostgres.start(lock, _ -> {})) {
      var address = server.address(EmbeddedPostgres.DATABASE);
      Migrations.bundled().migrate(address, _ -> {});
      try (var database = Database.open(address, SETTINGS, _ -> {})) {
        warm(database);
        kill(lock.folder());
        assertThat(oneInTheEnd(database)).isOne();
      }
    }
  }

  private static void kill(DataFolder folder) {
    var pid = PostmasterFile.read(folder.postmasterFile()).orElseThrow().pid();
    var postmaster = ProcessHandle.of(pid).orElseThrow();
    postmaster.destroyForcibly();
    postmaster.onExit().join();
  }

  /// Asks while the server is started again; nothing but unavailability may be said meanwhile.
  private static long oneInTheEnd(Database database) {
    for (int i = 0; i < 20; i++) {
      try {
        return one(database);
      } catch (DatabaseUnavailable e) {
        assertThat(e).hasMessageNotContaining("secret");
      }
    }
    return one(database);
  }

  @Test
  void noRequestSeesConnectionsThatBrokeInThePool() {
    try (var test = TestDatabase.create(SETTINGS, _ -> {})) {
      warm(test.database());
      test.database()
          .administer(
              session ->
                  session
                      .query(
                          new SqlStatement(
                              "select pg_terminate_backend(pid) from pg_stat_activity where"
                                  + " datname = ? and pid <> pg_backend_pid()",
                              List.of(test.address().database())))
                      .next());
      for (int i = 0; i < 8; i++) {
        assertThat(one(test.database())).isOne();
      }
    }
  }

  @Test
  void waitsForAConnectionNoLongerThanTheBound() {
    var nowhere = new DatabaseAddress("127.0.0.1", 1, "postgres", "owner", "secret", "");
    try (var database = Database.open(nowhere, SETTINGS, _ -> {})) {
      var start = System.nanoTime();
      assertThatExceptionOfType(DatabaseUnavailable.class).isThrownBy(database::ping);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    }
  }
}
