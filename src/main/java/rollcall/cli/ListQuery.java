package rollcall.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a command says of a list, as the query string that says the same to the API.
final class ListQuery {
  private ListQuery() {}

  /// The query string of `filters`, each `field=value` or `field[operator]=value`, and the others
  /// as they stand.
  static String of(List<String> filters, Optional<String> sort, Optional<String> fields) {
    var pairs = new ArrayList<String>();
    filters.forEach(filter -> pairs.add(pair(filter)));
    sort.ifPresent(keys -> pairs.add("sort=" + encoded(keys)));
    fields.ifPresent(names -> pairs.add("fields=" + encoded(names)));
    return String.join("&", pairs);
  }

  private static String pair(String filter) {
    var equals = filter.indexOf('=');
    if (equals < 1) {
      throw new UsageFault(
          "--filter \""
              + filter
              + "\": a condition is field=value or field[operator]=value: status=busy.");
    }
    var key = filter.substring(0, equals);
    var bracket = key.indexOf('[');
    var end = bracket < 0 ? key.length() : bracket;
    return encoded("filter[" + key.substring(0, end) + "]" + key.substring(end))
        + "="
        + encoded(filter.substring(equals + 1));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
