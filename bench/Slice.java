package bench;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The request for a page of 50 calls from a moment on backwards, and the same as a script of
/// pgbench.
final class Slice {
  private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
  private static final int WINDOWS = 20_000;
  private static final Duration STEP = Duration.ofSeconds(1_200);

  /// Long enough that 50 calls match, of the 3,000 or more in it.
  private static final Duration LENGTH = Duration.ofHours(72);

  /// How many rows the service reads for a page of 50.
  static final String ROWS_READ = "51";

  /// What the service sets for a statement that is planned for its values (rollcall.database).
  static final String PLANNED_ANEW = "set_config('plan_cache_mode', 'force_custom_plan', true)";

  /// The same for one whose plan is kept, to find a row by its key.
  static final String KEPT_BY_KEY =
      "set_config('plan_cache_mode', 'force_generic_plan', true),"
          + " set_config('enable_seqscan', 'off', true),"
          + " set_config('enable_bitmapscan', 'off', true)";

  /// The same, to take rows in the order of an index.
  static final String KEPT_IN_ORDER = KEPT_BY_KEY + ", set_config('enable_sort', 'off', true)";

  private Slice() {}

  /// How many different ones there are.
  static int windows() {
    return WINDOWS;
  }

  /// The target of the request for a window.
  static String target(int window) {
    var from = START.plus(STEP.multipliedBy(window));
    return "/api/calls?filter[started_at][gte]="
        + from
        + "&filter[started_at][lt]="
        + from.plus(LENGTH)
        + "&filter[direction]=inbound"
        + "&filter[status][in][]=completed&filter[status][in][]=no_answer"
        + "&sort=-started_at&page[limit]=50";
  }

  /// A script of pgbench that runs `statement`, the service's own, for a random window.
  static String script(String statement) {
    var bounds =
        "\\set window random(0, %d)%n\\set from %d + :window * %d%n\\set to :from + %d%n"
            .formatted(WINDOWS - 1, START.getEpochSecond(), STEP.toSeconds(), LENGTH.toSeconds());
    // The variables of pgbench are numbers, so that moments take a function, which the planner
    // folds.
    return bounds
        + once(
            statement,
            PLANNED_ANEW,
            List.of("to_timestamp(:from)", "to_timestamp(:to)", ":direction", ":words", ROWS_READ));
  }

  /// The variables that the script needs.
  static Map<String, String> variables(String organisation) {
    return Map.of("tenant", organisation, "direction", "inbound", "words", "{completed,no_answer}");
  }

  /// A script that runs `statement` as the service does, in one round trip, with the settings that
  /// the service gives it. The first placeholder is the tenant, the others are `binds`.
  static String once(String statement, String settings, List<String> binds) {
    var text = statement.replaceFirst("\\?", ":tenant");
    for (var bind : binds) {
      text = text.replaceFirst("\\?", bind);
    }
    return """
    \\startpipeline
    select set_config('rollcall.organisation_id', :tenant, true), %s;
    %s;
    \\endpipeline
    """
        .formatted(settings, text);
  }
}
