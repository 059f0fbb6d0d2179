package bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Shows figures as a table and as JSON.
final class Report {
  private final Settings settings;
  private final Figures figures;
  private final TreeMap<String, String> facts;

  Report(Settings settings, Figures figures, String loadBefore, String postgresVersion)
      throws Exception {
    this.settings = settings;
    this.figures = figures;
    this.facts = new TreeMap<>(Machine.description());
    facts.put("load before", loadBefore);
    facts.put("load after", Machine.load());
    facts.put("postgresql", postgresVersion);
    facts.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    addRatios();
  }

  private void addRatios() {
    figures.add("(a) slice of 50", "/s a core", perCore());
    ratio(
        "(a) / (d) slice, service / pgbench", "(a) slice of 50", "(d) slice of 50, pgbench", "/s");
    ratio("(b) / (d) one, service / pgbench", "(b) one by id", "(d) one by id, pgbench", "/s");
    ratio("(c) / COPY", "(c) whole list", "(c) same rows by COPY", "rows/s");
  }

  /// What one core would do that has nothing else to do, by the CPU time of a request.
  private double perCore() {
    var name = "(a) slice of 50";
    return 1e6 / (figures.median(name, "µs CPU, JVM") + figures.median(name, "µs CPU, PostgreSQL"));
  }

  private void ratio(String name, String of, String to, String unit) {
    figures.add(name, "", figures.median(of, unit) / figures.median(to, unit));
  }

  /// A table in Markdown: medians, and the least and the greatest of the rounds.
  String table() {
    var table = new StringBuilder("| figure | unit | median | least | greatest |\n");
    table.append("|---|---|---:|---:|---:|\n");
    figures
        .all()
        .forEach(
            (key, values) ->
                table.append(
                    "| %s | %s | %s | %s | %s |\n"
                        .formatted(
                            key.name(),
                            key.unit(),
                            number(Figures.median(values)),
                            number(values.stream().min(Double::compare).orElseThrow()),
                            number(values.stream().max(Double::compare).orElseThrow()))));
    table.append("\n");
    facts.forEach((name, value) -> table.append(name + ": " + value + "\n"));
    return table.toString();
  }

  private static String number(double value) {
    var digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%,." + digits + "f", value);
  }

  /// The same as JSON, with the value of every round.
  String json() {
    var lines =
        figures.all().entrySet().stream()
            .map(
                entry ->
                    "    {\"name\": \"%s\", \"unit\": \"%s\", \"median\": %s, \"values\": %s}"
                        .formatted(
                            entry.getKey().name(),
                            entry.getKey().unit(),
                            plain(Figures.median(entry.getValue())),
                            plain(entry.getValue())))
            .collect(Collectors.joining(",\n"));
    var machine =
        facts.entrySet().stream()
            .map(fact -> "    \"%s\": \"%s\"".formatted(fact.getKey(), fact.getValue()))
            .collect(Collectors.joining(",\n"));
    return """
    {
      "clients": %d,
      "seconds": %d,
      "calls": %d,
      "listed": %d,
      "machine": {
    %s
      },
      "figures": [
    %s
      ]
    }
    """
        .formatted(
            settings.clients(),
            settings.seconds(),
            settings.calls(),
            settings.listed(),
            machine,
            lines);
  }

  private static String plain(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static List<String> plain(List<Double> values) {
    return values.stream().map(Report::plain).toList();
  }
}
