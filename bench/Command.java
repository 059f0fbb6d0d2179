package bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Runs a program to its end.
final class Command {
  private Command() {}

  /// What it printed; fails when it failed.
  static String output(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    var process = builder.start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    var status = process.waitFor();
    if (status != 0) {
      throw new IllegalStateException(command.getFirst() + " ended with " + status + ": " + output);
    }
    return output;
  }
}
