package bench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// A kind of list, of which pages are asked for. `query` has gaps for values of a call that `fits`:
/// `{field}`, of a second or third call `{field2}`, of which the first 6 characters `{field:6}`, or
/// all but the last 2 `{field:-2}`, or the last 4 `{field:$4}`. `deep`: whether it has so many rows
/// that pages from its middle are asked for, too. An answer should come within `limitMillis`.
record Listing(
    String name, String query, Predicate<Sample> fits, boolean deep, double limitMillis) {
  private static final Pattern GAP = Pattern.compile("\\{([a-z_]+)([23]?)(?::([-$]?[0-9]+))?}");

  /// The query for those calls, of which there are three.
  String query(List<Sample> of) {
    return GAP.matcher(query)
        .replaceAll(
            gap -> {
              var number = gap.group(2).isEmpty() ? 0 : Integer.parseInt(gap.group(2)) - 1;
              var value = cut(of.get(number).get(gap.group(1)), gap.group(3));
              return URLEncoder.encode(value, StandardCharsets.UTF_8);
            });
  }

  private static String cut(String value, String length) {
    if (length == null) {
      return value;
    }
    if (length.startsWith("$")) {
      return value.substring(value.length() - Integer.parseInt(length.substring(1)));
    }
    var count = Integer.parseInt(length);
    return value.substring(0, count < 0 ? value.length() + count : Math.min(count, value.length()));
  }
}
