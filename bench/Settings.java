package bench;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
    var given = new HashMap<String, String>();
    for (var i = 0; i + 1 < arguments.size(); i += 2) {
      given.put(arguments.get(i), arguments.get(i + 1));
    }
    var settings =
        new Settings(
            number(given, "--rounds", 5),
            number(given, "--seconds", 5),
            number(given, "--warm-up", 30),
            number(given, "--clients", 16),
            number(given, "--calls", 1_000_000),
            number(given, "--listed", 100_000),
            Path.of(take(given, "--json", "target/bench.json")),
            List.of(take(given, "--java-options", "").strip().split(" +")).stream()
                .filter(option -> !option.isEmpty())
                .toList());
    if (arguments.size() % 2 != 0 || !given.isEmpty()) {
      System.err.println("bench: options are name and value; unknown: " + given.keySet());
      System.exit(2);
    }
    return settings;
  }

  private static int number(Map<String, String> given, String name, int otherwise) {
    return Integer.parseInt(take(given, name, Integer.toString(otherwise)));
  }

  private static String take(Map<String, String> given, String name, String otherwise) {
    var value = given.remove(name);
    return value == null ? otherwise : value;
  }
}
