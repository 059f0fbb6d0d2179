package bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A server process on a port of its own choice.
final class Server implements AutoCloseable {
  private static final String READY = "Rollcall is ready at ";
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  private final Path data;
  private final Process process;
  private final Path log;
  private final String url;
  private final double startSeconds;

  private Server(Path data, Process process, Path log, String url, double startSeconds) {
    this.data = data;
    this.process = process;
    this.log = log;
    this.url = url;
    this.startSeconds = startSeconds;
  }

  /// Starts a server and returns when it says that it is ready.
  static Server start(Path data, List<String> javaOptions, String logLevel, Object... options)
      throws IOException {
    var log = data.resolveSibling("server.log");
    var arguments = new ArrayList<Object>(List.of("serve", "--port", "0", "--data", data));
    arguments.addAll(List.of(options));
    var builder = new ProcessBuilder(command(javaOptions, arguments.toArray()));
    builder.environment().put("ROLLCALL_LOG_LEVEL", logLevel);
    builder.redirectError(log.toFile());
    var began = System.nanoTime();
    var process = builder.start();
    var reader = process.inputReader();
    for (var line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.startsWith(READY)) {
        var url = line.substring(READY.length());
        return new Server(data, process, log, url, (System.nanoTime() - began) / 1e9);
      }
    }
    throw new IllegalStateException("the server did not start: " + Files.readString(log));
  }

  private static List<String> command(List<String> javaOptions, Object... arguments) {
    var command = new ArrayList<String>();
    command.add(JAVA.toString());
    command.addAll(javaOptions);
    // As the launcher does.
    command.add("-XX:CompileThresholdScaling=4");
    if (Files.exists(Path.of("target/rollcall.aot"))) {
      command.addAll(List.of("-XX:AOTCache=target/rollcall.aot", "-Xlog:aot*=off,cds*=off"));
    }
    command.addAll(List.of("-jar", "target/rollcall.jar"));
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    return command;
  }

  String url() {
    return url;
  }

  int port() {
    return URI.create(url).getPort();
  }

  double startSeconds() {
    return startSeconds;
  }

  /// What it logged so far.
  String log() throws IOException {
    return Files.readString(log);
  }

  /// Makes an organisation in `data`, and gives its id.
  static String organisation(Path data, String name) throws Exception {
    var command = command(List.of(), "organisation", "create", name, "--data", data);
    return Command.output(command, Map.of()).lines().toList().getLast();
  }

  /// Runs a command of the program on `data` to its end.
  static void command(Path data, Object... arguments) throws Exception {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data", data));
    Command.output(command(List.of(), all.toArray()), Map.of());
  }

  /// A token of an organisation.
  String token(String organisation) throws Exception {
    var command = command(List.of(), "token", "--organisation", organisation, "--data", data);
    return Command.output(command, Map.of()).strip();
  }

  double javaMegabytes() throws IOException {
    return megabytes("status", "VmRSS:", process.pid());
  }

  double javaPeakMegabytes() throws IOException {
    return megabytes("status", "VmHWM:", process.pid());
  }

  /// Memory of all processes of PostgreSQL; what they share is counted once.
  double postgresMegabytes() throws IOException {
    var sum = 0.0;
    for (var child : process.descendants().toList()) {
      sum += megabytes("smaps_rollup", "Pss:", child.pid());
    }
    return sum;
  }

  private static double megabytes(String file, String key, long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(pid), file)).stream()
        .filter(line -> line.startsWith(key))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1_024)
        .sum();
  }

  /// CPU time that the JVM used so far.
  Duration javaCpu() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  /// CPU time that each process of PostgreSQL which runs now used so far.
  Map<Long, Duration> postgresCpu() {
    var used = new HashMap<Long, Duration>();
    process
        .descendants()
        .forEach(
            child -> child.info().totalCpuDuration().ifPresent(cpu -> used.put(child.pid(), cpu)));
    return used;
  }

  /// CPU time of PostgreSQL since `before`, without processes that began or ended meanwhile, such
  /// as those that served pgbench.
  Duration postgresCpuSince(Map<Long, Duration> before) {
    var now = postgresCpu();
    now.keySet().retainAll(before.keySet());
    return now.entrySet().stream()
        .map(process -> process.getValue().minus(before.get(process.getKey())))
        .reduce(Duration.ZERO, Duration::plus);
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the server does not stop");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the server stops", e);
    }
  }
}
