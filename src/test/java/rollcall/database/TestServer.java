package rollcall.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A PostgreSQL of the operating system's packages in a temporary folder, which a test may kill.
final class TestServer implements AutoCloseable {
  private final Path folder;
  private final int port;

  private TestServer(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /// Where the programs are, the newest first.
  static Path programs() {
    try (var versions = Files.list(Path.of("/usr/lib/postgresql"))) {
      return versions.max(Comparator.naturalOrder()).orElseThrow().resolve("bin");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TestServer start() {
    try {
      var folder = Files.createTempDirectory("rollcall-test-postgres");
      var password = Files.writeString(folder.resolve("password"), "secret");
      run("chown", "-R", "postgres", folder.toString());
      var data = folder.resolve("data").toString();
      run(
          asPostgres(
              "initdb",
              "-D",
              data,
              "-U",
              "owner",
              "--pwfile=" + password,
              "-A",
              "scram-sha-256",
              "-E",
              "UTF8",
              "--locale=C",
              "--no-sync"));
      var server = new TestServer(folder, freePort());
      server.startAgain();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void startAgain() {
    var options =
        "-F -p "
            + port
            + " -c listen_addresses=127.0.0.1 -c unix_socket_directories='' "
            + "-c max_connections=100";
    run(
        asPostgres(
            "pg_ctl",
            "-D",
            folder.resolve("data").toString(),
            "-o",
            options,
            "-l",
            folder.resolve("log").toString(),
            "-w",
            "start"));
  }

  DatabaseAddress address() {
    return new DatabaseAddress("127.0.0.1", port, "postgres", "owner", "secret", "");
  }

  /// Kills the postmaster with SIGKILL; its children follow.
  void kill() {
    try {
      var pid =
          Long.parseLong(Files.readAllLines(folder.resolve("data/postmaster.pid")).getFirst());
      var postmaster = ProcessHandle.of(pid).orElseThrow();
      postmaster.destroyForcibly();
      postmaster.onExit().join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    run(
        asPostgres(
            "pg_ctl", "-D", folder.resolve("data").toString(), "-m", "immediate", "-w", "stop"));
    run("rm", "-r", folder.toString());
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String[] asPostgres(String program, String... arguments) {
    var command =
        new ArrayList<>(
            List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    command.add(programs().resolve(program).toString());
    command.addAll(List.of(arguments));
    return command.toArray(String[]::new);
  }

  private static void run(String... command) {
    try {
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException("failed: " + String.join(" ", command));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
