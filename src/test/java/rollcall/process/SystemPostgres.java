package rollcall.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A PostgreSQL that the system brought, on a cluster made for a test: what an operator has who
/// runs his own.
public final class SystemPostgres implements AutoCloseable {
  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String ADMINISTRATOR = "administrator";
  private static final String PASSWORD = "let me in";

  private final Path programs;
  private final Path folder;
  private final int port;
  private Process process;

  private SystemPostgres(Path programs, Path folder, int port) throws IOException {
    this.programs = programs;
    this.folder = folder;
    this.port = port;
    this.process = launch();
  }

  /// Where its programs are, of the oldest version that Rollcall takes.
  public static Optional<Path> programs() throws IOException {
    if (Files.notExists(VERSIONS)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(VERSIONS)) {
      return versions
          .filter(version -> Integer.parseInt(version.getFileName().toString()) >= 14)
          .sorted()
          .map(version -> version.resolve("bin"))
          .filter(folder -> Files.isExecutable(folder.resolve("initdb")))
          .findFirst();
    }
  }

  /// Starts one in `folder`, which is empty.
  public static SystemPostgres start(Path programs, Path folder) throws Exception {
    var password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    var made =
        run(
            folder,
            programs.resolve("initdb").toString(),
            "--pgdata=" + cluster(folder),
            "--username=" + ADMINISTRATOR,
            "--pwfile=" + password,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync");
    assertThat(made.waitFor()).as(Files.readString(folder.resolve("log"))).isZero();
    var server = new SystemPostgres(programs, folder, freePort());
    server.awaitReady();
    return server;
  }

  private static String cluster(Path folder) {
    return folder.resolve("cluster").toString();
  }

  private Process launch() throws IOException {
    return run(
        folder,
        programs.resolve("postgres").toString(),
        "-D",
        cluster(folder),
        "-p",
        Integer.toString(port),
        "-c",
        "listen_addresses=127.0.0.1",
        "-c",
        "unix_socket_directories=");
  }

  /// Dies as by `kill -9`, in the middle of whatever it does.
  public void goAway() {
    process.destroyForcibly().onExit().join();
  }

  /// Is there again, at the same port, with all that it had committed.
  public void comeBack() throws Exception {
    process = launch();
    awaitReady();
  }

  private static Process run(Path folder, String... command) throws IOException {
    var whole = new ArrayList<String>();
    if (System.getProperty("user.name").equals("root")) {
      // PostgreSQL does not run as root: here root is nobody, and yet owns its files.
      whole.addAll(List.of("unshare", "-U"));
    }
    whole.addAll(List.of(command));
    var log = ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile());
    return new ProcessBuilder(whole).redirectErrorStream(true).redirectOutput(log).start();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady() throws Exception {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      try {
        administrator("postgres").close();
        return;
      } catch (SQLException _) {
        Thread.sleep(50);
      }
    }
    close();
    throw new AssertionError(
        "PostgreSQL does not start: " + Files.readString(folder.resolve("log")));
  }

  /// A connection of the administrator.
  public Connection administrator(String database) throws SQLException {
    var url = "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    return DriverManager.getConnection(url, ADMINISTRATOR, PASSWORD);
  }

  /// Makes a login with those rights and a database of the same name that it owns; gives the URL.
  public String login(String name, String rights) throws SQLException {
    try (var connection = administrator("postgres");
        var statement = connection.createStatement()) {
      statement.execute("create role %s login password 'p@ss/word' %s".formatted(name, rights));
      statement.execute("create database %1$s owner %1$s".formatted(name));
    }
    return "postgresql://%1$s:p%%40ss%%2Fword@127.0.0.1:%2$d/%1$s".formatted(name, port);
  }

  /// What a query, sent as the administrator, says in its first column.
  String ask(String database, String query) throws SQLException {
    try (var connection = administrator(database);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.onExit().orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    } finally {
      process.destroyForcibly();
    }
  }
}
