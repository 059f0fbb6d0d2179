package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The machine, and what others do on it. Linux alone.
final class Machine {
  private static final int PATIENCE_SECONDS = 15;
  private static final double QUIET_PERCENT = 5;
  private static final int IDLE = 3;
  private static final int WAITING_FOR_DISK = 4;

  private Machine() {}

  /// The load averages of 1, 5 and 15 minutes.
  static String load() throws IOException {
    var words = Files.readString(Path.of("/proc/loadavg")).split(" ");
    return words[0] + " " + words[1] + " " + words[2];
  }

  /// Waits until the machine has little to do, a while at most, and tells how busy it was in the
  /// last second, in percent of all its cores.
  static double quiet() throws IOException, InterruptedException {
    var busy = busyPercent();
    for (var second = 0; second < PATIENCE_SECONDS && busy > QUIET_PERCENT; second++) {
      busy = busyPercent();
    }
    return busy;
  }

  private static double busyPercent() throws IOException, InterruptedException {
    var before = ticks();
    Thread.sleep(1_000);
    var after = ticks();
    var all = Arrays.stream(after).sum() - Arrays.stream(before).sum();
    var idle = after[IDLE] - before[IDLE] + after[WAITING_FOR_DISK] - before[WAITING_FOR_DISK];
    return all == 0 ? 0 : 100.0 * (all - idle) / all;
  }

  private static long[] ticks() throws IOException {
    var line = Files.readAllLines(Path.of("/proc/stat")).getFirst();
    return Arrays.stream(line.strip().split(" +"))
        .skip(1)
        .limit(8)
        .mapToLong(Long::parseLong)
        .toArray();
  }

  /// What the figures depend on, by name.
  static Map<String, String> description() throws Exception {
    return Map.of(
        "cores", Integer.toString(Runtime.getRuntime().availableProcessors()),
        "cpu", line(Path.of("/proc/cpuinfo"), "model name"),
        "memory", line(Path.of("/proc/meminfo"), "MemTotal"),
        "kernel", Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip(),
        "java", Runtime.version().toString(),
        "revision", revision());
  }

  private static String line(Path file, String key) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown");
  }

  private static String revision() throws Exception {
    return Command.output(List.of("git", "describe", "--always", "--dirty"), Map.of()).strip();
  }
}
