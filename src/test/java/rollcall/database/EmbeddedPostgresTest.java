package rollcall.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.observe.Observation;

/// The tests share one folder, and so one unpacking; each leaves it without a server.
final class EmbeddedPostgresTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path temporary;
  private static FolderLock lock;

  private final List<Observation> observed = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void startForTheFirstTime() {
    lockFolder();
    EmbeddedPostgres.start(lock, observation -> {}).close();
  }

  private static void lockFolder() {
    var isUnicode = System.getProperty("sun.jnu.encoding").equals("UTF-8");
    var folder = DataFolder.open(temporary.resolve(isUnicode ? "Käse it's data" : "it's data"));
    lock = ((FolderLock.Attempt.Taken) folder.tryLock(FolderLock.Kind.SERVER)).lock();
  }

  @AfterAll
  static void unlockFolder() {
    lock.close();
  }

  @Test
  void isDurableAndKeptOffTheNetwork() throws Exception {
    try (var server = start()) {
      assertThat(value(server, "SHOW fsync")).isEqualTo("on");
      assertThat(value(server, "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(value(server, "SHOW full_page_writes")).isEqualTo("on");
      assertThat(value(server, "SHOW data_checksums")).isEqualTo("on");
      assertThat(value(server, "SHOW jit")).isEqualTo("off");
      assertThat(value(server, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(value(server, "SHOW unix_socket_directories")).isEmpty();
      assertThat(value(server, "SHOW server_version")).startsWith(PostgresCluster.MAJOR + ".");
      assertThat(value(server, "SHOW server_encoding")).isEqualTo("UTF8");
      assertThat(value(server, "SELECT datcollate FROM pg_database LIMIT 1")).isEqualTo("C");
    }
  }

  @Test
  void wantsThePassword() {
    try (var server = start()) {
      var a = server.address(EmbeddedPostgres.DATABASE);
      for (var wrong : List.of("wrong", "")) {
        var address =
            new DatabaseAddress(a.host(), a.port(), a.database(), a.user(), wrong, a.parameters());
        assertThatThrownBy(() -> SuperuserLogin.open(address).close())
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("password");
      }
    }
  }

  @Test
  void keepsDataOverARestart() throws Exception {
    try (var server = start()) {
      execute(server, "CREATE TABLE kept AS SELECT 7 AS number");
    }
    try (var server = start()) {
      assertThat(value(server, "SELECT number FROM kept")).isEqualTo("7");
    }
    assertThat(observed)
        .extracting(o -> o.getClass().getSimpleName())
        .containsExactly(
            "DatabaseStarted", "DatabaseStopped", "DatabaseStarted", "DatabaseStopped");
  }

  @Test
  void comesBackOnTheSamePortWhenKilled() throws Exception {
    try (var server = start()) {
      execute(server, "CREATE TABLE survivor AS SELECT 8 AS number");
      var killed = postmaster();
      killed.destroyForcibly();
      killed.onExit().get(10, TimeUnit.SECONDS);
      awaitSuccessorOf(killed);
      assertThat(value(server, "SELECT number FROM survivor")).isEqualTo("8");
      assertThat(observed).contains(new Observation.DatabaseLost(137));
    }
  }

  @Test
  void replacesTheServerOfAKilledJvmAndLosesNothing() throws Exception {
    lock.close();
    ProcessHandle stray;
    try (var forgetful = ChildJvm.start(ForgetfulProgram.class, lock.folder().path())) {
      stray = ProcessHandle.of(Long.parseLong(forgetful.line())).orElseThrow();
      assertThat(forgetful.process().onExit().get(10, TimeUnit.SECONDS).exitValue()).isEqualTo(9);
    }
    assertThat(stray.isAlive()).isTrue();
    lockFolder();
    try (var server = start()) {
      assertThat(stray.isAlive()).isFalse();
      assertThat(value(server, "SELECT answer FROM acknowledged")).isEqualTo("42");
    }
  }

  @Test
  void sparesAnotherProgramThatGotTheNumberOfTheServer() throws Exception {
    var stranger = new ProcessBuilder("sleep", "300").start();
    try {
      Files.writeString(
          lock.folder().postmasterFile(),
          "%d\n%s\n0\n5432\n".formatted(stranger.pid(), lock.folder().cluster()));
      start().close();
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroy();
    }
  }

  @Test
  void startsOverAPostmasterFileEmptiedByAPowerCut() throws Exception {
    Files.writeString(lock.folder().postmasterFile(), "");
    start().close();
  }

  @Test
  void isFoundByACommandBesideIt() throws Exception {
    try (var server = start()) {
      var beside = EmbeddedPostgres.beside(lock.folder(), PATIENCE);
      assertThat(beside).isEqualTo(server.address(EmbeddedPostgres.DATABASE));
    }
    assertThatThrownBy(() -> EmbeddedPostgres.beside(lock.folder(), Duration.ofMillis(100)))
        .isInstanceOf(EmbeddedPostgresFailed.class)
        .hasMessageContaining("does not answer");
  }

  @Test
  void refusesDatabasesOfAnotherMajorVersion() throws Exception {
    var versionFile = lock.folder().cluster().resolve("PG_VERSION");
    var version = Files.readString(versionFile);
    Files.writeString(versionFile, "17\n");
    try {
      assertThatThrownBy(this::start)
          .isInstanceOf(EmbeddedPostgresFailed.class)
          .hasMessageContaining("are of PostgreSQL 17, but this Rollcall carries PostgreSQL 18.");
    } finally {
      Files.writeString(versionFile, version);
    }
  }

  @Test
  void redoesAnInterruptedFirstStart() throws Exception {
    var cluster = lock.folder().cluster();
    var unfinished = lock.folder().path().resolve(".postgres.new");
    Files.move(cluster, unfinished);
    Files.delete(unfinished.resolve("PG_VERSION"));
    try (var binaries = Files.list(lock.folder().runtimes())) {
      Files.delete(binaries.findFirst().orElseThrow().resolve("bin/initdb"));
    }
    try (var server = start()) {
      assertThat(value(server, "SELECT 1")).isEqualTo("1");
      assertThat(unfinished).doesNotExist();
    }
  }

  @Test
  void saysWhatTheServerSaidWhenItDoesNotStart() throws Exception {
    var control = lock.folder().cluster().resolve("global/pg_control");
    var aside = Files.move(control, control.resolveSibling("aside"));
    try {
      assertThatThrownBy(this::start)
          .isInstanceOf(EmbeddedPostgresFailed.class)
          .hasMessageContaining("ended with status 2 while it started")
          .hasMessageContaining("could not find the database system");
    } finally {
      Files.move(aside, control);
    }
  }

  private EmbeddedPostgres start() {
    return EmbeddedPostgres.start(lock, observed::add);
  }

  private static ProcessHandle postmaster() {
    var file = PostmasterFile.read(lock.folder().postmasterFile()).orElseThrow();
    return ProcessHandle.of(file.pid()).orElseThrow();
  }

  private static void awaitSuccessorOf(ProcessHandle killed) throws Exception {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      var file = PostmasterFile.read(lock.folder().postmasterFile());
      if (file.filter(f -> f.pid() != killed.pid()).filter(PostmasterFile::isReady).isPresent()) {
        return;
      }
      Thread.sleep(20);
    }
    throw new AssertionError("the server did not come back");
  }

  private static void execute(EmbeddedPostgres server, String sql) throws SQLException {
    try (var connection = SuperuserLogin.open(server.address(EmbeddedPostgres.DATABASE));
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String value(EmbeddedPostgres server, String sql) throws SQLException {
    try (var connection = SuperuserLogin.open(server.address(EmbeddedPostgres.DATABASE));
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
