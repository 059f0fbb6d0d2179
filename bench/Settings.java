package bench;

import java.nio.file.Path;
import java.util.List;

/// What to measure, and how long. `seconds` is the length of one measurement.
record Settings(
    int rounds,
    int seconds,
    int warmUpSeconds,
    int clients,
    int calls,
    int listed,
    Path json,
    List<String> javaOptions) {

  /// Reads `--rounds 5 --seconds 5 --warm-up 30 --clients 16 --calls 1000000 --listed 100000 --json
  /// target/bench.json --java-options "…"`, each of which may be left out.
  static Settings of(List<String> arguments) {
    var options = Options.of(arguments);
    var settings =
        new Settings(
            options.number("--rounds", 5),
            options.number("--seconds", 5),
            options.number("--warm-up", 30),
            options.number("--clients", 16),
            options.number("--calls", 1_000_000),
            options.number("--listed", 100_000),
            Path.of(options.text("--json", "target/bench.json")),
            options.words("--java-options", ""));
    options.requireNoMore();
    return settings;
  }
}
