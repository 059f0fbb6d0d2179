package rollcall.jsonapi.query;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Finds the name that a client probably meant, by the Levenshtein distance in lower case.
public final class NearestName {
  private static final int LONGEST = 64;

  private NearestName() {}

  /// What would be right instead of `written`: the name that was probably meant, if any, and, after
  /// `introduction`, all `names`.
  public static String offer(String written, String introduction, Collection<String> names) {
    return hint(written.strip(), names) + " " + introduction + " " + String.join(", ", names) + ".";
  }

  /// ` Did you mean X?` when one of `names` is near to `written`, else nothing.
  public static String hint(String written, Collection<String> names) {
    return of(written, names).map(name -> " Did you mean " + name + "?").orElse("");
  }

  private static Optional<String> of(String written, Collection<String> names) {
    if (written.isEmpty() || written.length() > LONGEST) {
      return Optional.empty();
    }
    var lower = written.toLowerCase(Locale.ROOT);
    return names.stream()
        .filter(name -> isNear(lower, name))
        .min(Comparator.comparingInt(name -> distance(lower, name)));
  }

  private static boolean isNear(String written, String name) {
    var most = Math.max(1, name.length() / 3);
    // The distance is never less than the difference in length, which is known at once.
    return Math.abs(written.length() - name.length()) <= most && distance(written, name) <= most;
  }

  private static int distance(String from, String to) {
    var previous = new int[to.length() + 1];
    for (var column = 0; column <= to.length(); column++) {
      previous[column] = column;
    }
    for (var row = 1; row <= from.length(); row++) {
      var current = new int[to.length() + 1];
      current[0] = row;
      for (var column = 1; column <= to.length(); column++) {
        var changed = from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1;
        current[column] =
            Math.min(
                previous[column - 1] + changed,
                1 + Math.min(previous[column], current[column - 1]));
      }
      previous = current;
    }
    return previous[to.length()];
  }
}
