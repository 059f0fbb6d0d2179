package bench;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A call of the large organisation, by the names of its attributes; empty where it has none.
record Sample(Map<String, String> values) {
  /// What is asked of the database.
  static final List<String> FIELDS =
      List.of(
          "id",
          "started_at",
          "ended_at",
          "call_uuid",
          "from_number",
          "to_number",
          "conversation_id",
          "status",
          "direction",
          "call_source",
          "sip_username");

  private static final Duration FORTNIGHT = Duration.ofDays(14);
  private static final Duration HALF_A_DAY = Duration.ofHours(12);

  /// That of a line as [Postgres#samples] has them, with ranges of time around it.
  static Sample of(String line) {
    var columns = line.split("\t", -1);
    var values = new HashMap<String, String>();
    for (var i = 0; i < columns.length; i++) {
      values.put(FIELDS.get(i), columns[i]);
    }
    var started = values.get("started_at");
    if (!started.isEmpty()) {
      var at = Instant.parse(started);
      values.put("fortnight_before", at.minus(FORTNIGHT).toString());
      values.put("fortnight_after", at.plus(FORTNIGHT).toString());
      values.put("half_day_before", at.minus(HALF_A_DAY).toString());
      values.put("half_day_after", at.plus(HALF_A_DAY).toString());
    }
    return new Sample(Map.copyOf(values));
  }

  String get(String field) {
    return values.getOrDefault(field, "");
  }

  boolean has(String field) {
    return !get(field).isEmpty();
  }

  boolean is(String field, String value) {
    return get(field).equals(value);
  }
}
