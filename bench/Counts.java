package bench;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Holds the totals that pages tell to what the database counts.
final class Counts {
  private static final Pattern TOTAL = Pattern.compile("\"total\":([0-9]+)");
  private static final String SPRING = "2025-03-20T12:34:56Z";

  private Counts() {}

  /// Adds by how many calls each total is wrong.
  static void check(
      PageConnection connection, Postgres postgres, String organisation, Figures figures)
      throws Exception {
    var conditions = new LinkedHashMap<String, String>();
    conditions.put("", "true");
    conditions.put("&filter[status]=busy", "status = 'busy'");
    conditions.put("&filter[direction]=outbound", "direction = 'outbound'");
    conditions.put("&filter[call_source]=twilio", "call_source = 'twilio'");
    conditions.put("&filter[started_at][gte]=" + SPRING, "started_at >= '" + SPRING + "'");
    for (Map.Entry<String, String> entry : conditions.entrySet()) {
      connection.nanos("page[limit]=25&page[count]=true" + entry.getKey());
      var counted = postgres.count(organisation, entry.getValue());
      figures.add(
          "counts, how far from what is there",
          "calls",
          Math.abs(counted - total(connection)),
          Bound.atMost(0));
    }
  }

  private static long total(PageConnection connection) throws IOException {
    var total = TOTAL.matcher(connection.answer());
    return total.find() ? Long.parseLong(total.group(1)) : 0;
  }
}
