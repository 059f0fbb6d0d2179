package bench;

import java.nio.file.Path;
import java.util.List;

/// How events are measured: `seconds` is the length of one measurement, `rate` the events a second
/// at which the lag is measured, and `doors` names the ways in, or none for all.
record EventSettings(
    int rounds,
    int seconds,
    int warmUpSeconds,
    int connections,
    int rate,
    List<String> doors,
    Path json,
    List<String> javaOptions) {

  /// Reads `--rounds 1 --seconds 8 --warm-up 5 --connections 48 --rate 2000 --doors "…" --json
  /// target/bench-events.json --java-options "…"`, each of which may be left out.
  static EventSettings of(List<String> arguments) {
    var options = Options.of(arguments);
    var settings =
        new EventSettings(
            options.number("--rounds", 1),
            options.number("--seconds", 8),
            options.number("--warm-up", 5),
            options.number("--connections", 48),
            options.number("--rate", 2_000),
            options.words("--doors", ""),
            Path.of(options.text("--json", "target/bench-events.json")),
            options.words("--java-options", ""));
    options.requireNoMore();
    return settings;
  }
}
