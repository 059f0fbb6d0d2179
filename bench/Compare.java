package bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Tells what became worse from one run to another, by more than the runs themselves vary.
public final class Compare {
  private static final Pattern FIGURE =
      Pattern.compile(
          "\"name\": \"(.*?)\", \"unit\": \"(.*?)\", \"median\": ([-0-9.]+),.*\"values\":"
              + " \\[(.*?)]");

  /// Of which more is better; a ratio has no unit.
  private static final Set<String> RATES = Set.of("/s", "/s a core", "rows/s", "MB/s", "");

  /// What differs by less is noise in any case; a 99th percentile rests on few requests.
  private static final double LEAST = 0.10;

  private static final double LEAST_OF_P99 = 0.50;
  private static final double LEAST_MILLIS = 0.3;
  private static final Set<String> NO_MATTER = Set.of("busy with other things");

  private record Figure(String unit, double median, double spread) {}

  private Compare() {}

  /// Takes the files of the older and the newer run; ends with 1 when something became worse.
  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 2) {
      System.err.println("bench: usage: bench/compare OLD.json NEW.json");
      System.exit(2);
    }
    var older = read(Path.of(arguments[0]));
    var newer = read(Path.of(arguments[1]));
    var worse = 0;
    for (var name : newer.keySet()) {
      var before = older.get(name);
      if (before != null && isWorse(name, before, newer.get(name))) {
        worse++;
        System.out.printf(
            "%s: %s, was %s%n",
            name, Report.number(newer.get(name).median()), Report.number(before.median()));
      }
    }
    System.out.printf("%d of %d figures became worse.%n", worse, newer.size());
    System.exit(worse == 0 ? 0 : 1);
  }

  private static Map<String, Figure> read(Path file) throws Exception {
    var figures = new LinkedHashMap<String, Figure>();
    var found = FIGURE.matcher(Files.readString(file));
    while (found.find()) {
      var unit = found.group(2);
      var median = Double.parseDouble(found.group(3));
      figures.put(
          found.group(1) + ", " + unit,
          new Figure(unit, median, spread(median, found.group(4).split(", "))));
    }
    return figures;
  }

  private static double spread(double median, String[] values) {
    var all = Arrays.stream(values).mapToDouble(Double::parseDouble).summaryStatistics();
    return median == 0 ? 0 : (all.getMax() - all.getMin()) / Math.abs(median);
  }

  private static boolean isWorse(String name, Figure before, Figure now) {
    if (NO_MATTER.stream().anyMatch(name::startsWith) || now.unit().startsWith("cold")) {
      return false;
    }
    var least = now.unit().startsWith("p99") ? LEAST_OF_P99 : LEAST;
    var noise = Math.max(least, Math.max(before.spread(), now.spread()));
    if (RATES.contains(now.unit())) {
      return now.median() * (1 + noise) < before.median();
    }
    var millis = List.of("p50 ms", "p99 ms").contains(now.unit());
    return now.median() > before.median() * (1 + noise)
        && (!millis || now.median() - before.median() > LEAST_MILLIS);
  }
}
