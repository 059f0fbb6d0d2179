package bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Shows figures as a table and as JSON.
final class Report {
  /// What the names of the latencies of pages begin with, which have a table of their own.
  static final String PAGE = "page: ";

  private final Map<String, Integer> settings;
  private final Figures figures;
  private final TreeMap<String, String> facts;

  /// Of `figures` that were measured with `settings`.
  Report(Map<String, Integer> settings, Figures figures, String loadBefore, String postgresVersion)
      throws Exception {
    this.settings = settings;
    this.figures = figures;
    this.facts = new TreeMap<>(Machine.description());
    facts.put("load before", loadBefore);
    facts.put("load after", Machine.load());
    facts.put("postgresql", postgresVersion);
    facts.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  /// Tables in Markdown: the figures, medians of the rounds beside the least and the greatest, and
  /// those of pages; each with what it should be, and how much of that it is.
  String table() {
    var table =
        new StringBuilder("| figure | unit | median | least | greatest | limit | | ratio |\n");
    table.append("|---|---|---:|---:|---:|---:|---|---:|\n");
    figures.all().keySet().stream()
        .filter(key -> !key.name().startsWith(PAGE))
        .forEach(key -> table.append(line(key)));
    return table + "\n" + pages() + "\n" + facts();
  }

  private String line(Figures.Key key) {
    var values = figures.all().get(key);
    return "| %s | %s | %s | %s | %s | %s |\n"
        .formatted(
            key.name(),
            key.unit(),
            number(Figures.median(values)),
            number(values.stream().min(Double::compare).orElseThrow()),
            number(values.stream().max(Double::compare).orElseThrow()),
            held(key));
  }

  private String pages() {
    var table =
        new StringBuilder(
            "| page | cold p50 ms | cold p99 ms | p50 ms | p99 ms | limit | | ratio |\n");
    table.append("|---|---:|---:|---:|---:|---:|---|---:|\n");
    figures.all().keySet().stream()
        .filter(key -> key.name().startsWith(PAGE) && key.unit().equals("p99 ms"))
        .forEach(
            key ->
                table.append(
                    "| %s | %s | %s | %s | %s | %s |\n"
                        .formatted(
                            key.name().substring(PAGE.length()),
                            number(figures.median(key.name(), "cold p50 ms")),
                            number(figures.median(key.name(), "cold p99 ms")),
                            number(figures.median(key.name(), "p50 ms")),
                            number(figures.median(key.name(), "p99 ms")),
                            held(key))));
    return table.toString();
  }

  private String held(Figures.Key key) {
    var median = figures.median(key.name(), key.unit());
    return figures
        .bound(key)
        .map(
            bound ->
                "%s | %s | %s"
                    .formatted(
                        bound,
                        bound.holds(median) ? "ok" : "**over**",
                        bound.value() == 0 ? "" : number(bound.ratio(median))))
        .orElse(" | | ");
  }

  /// What the figures depend on.
  String facts() {
    return facts.entrySet().stream()
        .map(fact -> fact.getKey() + ": " + fact.getValue() + "\n")
        .collect(Collectors.joining());
  }

  /// A figure as people read it.
  static String number(double value) {
    var digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%,." + digits + "f", value);
  }

  /// The same as JSON, with the value of every round.
  String json() {
    var lines =
        figures.all().entrySet().stream()
            .map(
                entry ->
                    "    {\"name\": \"%s\", \"unit\": \"%s\", \"median\": %s,%s \"values\": %s}"
                        .formatted(
                            entry.getKey().name(),
                            entry.getKey().unit(),
                            plain(Figures.median(entry.getValue())),
                            figures.bound(entry.getKey()).map(bound -> limit(bound)).orElse(""),
                            plain(entry.getValue())))
            .collect(Collectors.joining(",\n"));
    var machine =
        facts.entrySet().stream()
            .map(fact -> "    \"%s\": \"%s\"".formatted(fact.getKey(), fact.getValue()))
            .collect(Collectors.joining(",\n"));
    var settingLines =
        settings.entrySet().stream()
            .map(setting -> "  \"%s\": %d,\n".formatted(setting.getKey(), setting.getValue()))
            .collect(Collectors.joining());
    return """
    {
    %s  "machine": {
    %s
      },
      "figures": [
    %s
      ]
    }
    """
        .formatted(settingLines, machine, lines);
  }

  private static String limit(Bound bound) {
    return " \"%s\": %s,".formatted(bound.atMost() ? "atMost" : "atLeast", plain(bound.value()));
  }

  private static String plain(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static List<String> plain(List<Double> values) {
    return values.stream().map(Report::plain).toList();
  }
}
