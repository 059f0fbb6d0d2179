package rollcall.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// One run of the packed program as a process of its own. What it says goes to files, so that no
/// pipe ever stops it; closing leaves neither it nor a process that it started.
public final class PackedProgram implements AutoCloseable {
  /// What became of a run.
  public record Ended(int code, String out, String err) {}

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final Path folder;
  private final Set<ProcessHandle> children = new LinkedHashSet<>();

  private PackedProgram(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
  }

  /// Starts the program with those options of the JVM and that environment.
  static PackedProgram start(
      List<String> javaOptions, Map<String, String> environment, List<String> arguments)
      throws IOException {
    var folder = Files.createTempDirectory("rollcall-process");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(javaOptions);
    command.addAll(List.of("-jar", System.getProperty("rollcall.jar")));
    command.addAll(arguments);
    var builder =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("ROLLCALL_"));
    builder.environment().put("XDG_DATA_HOME", folder.toString());
    builder.environment().putAll(environment);
    var process = builder.start();
    process.getOutputStream().close();
    return new PackedProgram(process, folder);
  }

  /// Runs a command to its end.
  public static Ended run(String... arguments) throws IOException {
    return run(Map.of(), arguments);
  }

  /// Runs a command to its end in that environment.
  public static Ended run(Map<String, String> environment, String... arguments) throws IOException {
    // A short life is over before the better compiler pays.
    var javaOptions = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    try (var program = start(javaOptions, environment, Arrays.asList(arguments))) {
      return program.ended();
    }
  }

  /// Waits for its end.
  Ended ended() throws IOException {
    await(process.toHandle());
    return new Ended(process.exitValue(), out(), err());
  }

  private static void await(ProcessHandle handle) {
    handle.onExit().orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
  }

  /// The number of its process.
  public long pid() {
    return process.pid();
  }

  /// Whether it runs.
  public boolean isAlive() {
    return process.isAlive();
  }

  /// What it said on standard output so far.
  String out() throws IOException {
    return Files.readString(folder.resolve("out"));
  }

  /// What it said on standard error so far.
  public String err() throws IOException {
    return Files.readString(folder.resolve("err"));
  }

  /// Asks it to end, as `kill` does.
  void terminate() {
    process.destroy();
  }

  /// Ends it as `kill -9` does. What it started lives on until this is closed.
  public void kill() {
    process.descendants().forEach(children::add);
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() throws IOException {
    process.descendants().forEach(children::add);
    process.destroy();
    try {
      await(process.toHandle());
    } finally {
      process.destroyForcibly();
      children.forEach(ProcessHandle::destroyForcibly);
    }
    children.forEach(PackedProgram::await);
    remove(folder);
  }

  private static void remove(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.toList();
    }
    for (var file : files.reversed()) {
      Files.delete(file);
    }
  }
}
