package rollcall.database;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Runs the programs of a [PostgresRuntime]: in a clean environment, and never as root, which
/// PostgreSQL refuses. Thread-safe.
final class PostgresCommand {
  // Enters a user namespace in which root is nobody, yet still the owner of its files, and becomes
  // the program: signals reach it directly, and the data folder stays root's own.
  private static final List<String> AS_NOBODY = List.of("unshare", "-U");
  // Away from the terminal: its Ctrl-C is for Rollcall, which then stops PostgreSQL in order.
  private static final List<String> IN_OWN_SESSION = List.of("setsid");
  private static final Set<String> INHERITED = Set.of("PATH", "SystemRoot", "TEMP", "TMP");
  private static final int LIMIT_MINUTES = 5;
  private static final int TAIL_LINES = 3;

  private final PostgresRuntime runtime;
  private final List<String> prefix;

  private PostgresCommand(PostgresRuntime runtime, List<String> prefix) {
    this.runtime = runtime;
    this.prefix = prefix;
  }

  static PostgresCommand of(PostgresRuntime runtime) {
    var asRoot = "root".equals(System.getProperty("user.name"));
    return new PostgresCommand(runtime, asRoot ? AS_NOBODY : List.of());
  }

  /// Fails, and says why, where programs cannot run here on `folder`, as far as that is root's
  /// making.
  void requireUsable(DataFolder folder) throws InterruptedException {
    if (!prefix.equals(AS_NOBODY)) {
      return;
    }
    try {
      requireAsNobody(
          "The data folder %s is not root's own, so PostgreSQL, which runs without root's powers,"
                  .formatted(folder)
              + " cannot use it",
          "test",
          "-w",
          folder.toString());
    } catch (EmbeddedPostgresFailed e) {
      requireAsNobody(
          "PostgreSQL does not run as root, and this system lets root start no user namespace",
          "true");
      throw e;
    }
  }

  private static void requireAsNobody(String fault, String... command) throws InterruptedException {
    try {
      var outcome = outcome(concat(AS_NOBODY, List.of(command)));
      if (outcome.status() != 0) {
        throw new IOException(String.join(" ", command) + ": " + outcome.tail());
      }
    } catch (IOException e) {
      throw new EmbeddedPostgresFailed(
          fault + " (run Rollcall as an ordinary user, or give --database-url)", e);
    }
  }

  /// Runs a program to its end, and gives what it said.
  String run(String program, String... arguments) throws InterruptedException {
    try {
      var outcome = outcome(command(program, arguments));
      if (outcome.status() != 0) {
        throw new EmbeddedPostgresFailed(program + " failed: " + outcome.tail());
      }
      return outcome.output();
    } catch (IOException e) {
      throw new EmbeddedPostgresFailed("Cannot run " + program, e);
    }
  }

  /// Starts a program that stays; what it says goes to the file `output`.
  Process start(Path output, String program, String... arguments) {
    var command = command(program, arguments);
    try {
      return builder(isOnPath("setsid") ? concat(IN_OWN_SESSION, command) : command)
          .redirectOutput(output.toFile())
          .start();
    } catch (IOException e) {
      throw new EmbeddedPostgresFailed("Cannot run " + program, e);
    }
  }

  private List<String> command(String program, String... arguments) {
    return concat(concat(prefix, List.of(runtime.binary(program).toString())), List.of(arguments));
  }

  private static boolean isOnPath(String program) {
    for (var folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }

  private record Outcome(int status, String output) {
    /// The status and the last lines, on one line.
    String tail() {
      var lines = output.strip().lines().toList();
      var last = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
      return "status " + status + (output.isBlank() ? "" : ", " + String.join(" | ", last));
    }
  }

  private static Outcome outcome(List<String> command) throws IOException, InterruptedException {
    var process = builder(command).start();
    process.getOutputStream().close();
    // These programs say less than a pipe holds: they never wait for us to read.
    if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException("no end after " + LIMIT_MINUTES + " minutes");
    }
    var output = process.getInputStream().readAllBytes();
    return new Outcome(process.exitValue(), new String(output, StandardCharsets.UTF_8));
  }

  private static ProcessBuilder builder(List<String> command) {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    // Neither PG… variables nor the secrets of Rollcall are for PostgreSQL.
    builder.environment().keySet().retainAll(INHERITED);
    builder.environment().put("LC_ALL", "C");
    return builder;
  }

  private static List<String> concat(List<String> first, List<String> second) {
    var all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
