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
        + transaction(
            statement,
            List.of("to_timestamp(:from)", "to_timestamp(:to)", ":direction", ":words", ":limit"));
  }

  /// The variables that the script needs.
  static Map<String, String> variables(String organisation) {
    return Map.of(
        "tenant", organisation, "direction", "inbound", "words", "{completed,no_answer}",
        "limit", "51");
  }

  /// A script that runs `statement` in a transaction as the service does, but in one round trip.
  /// The first placeholder is the tenant, the others are `binds`.
  static String transaction(String statement, List<String> binds) {
    var text = statement.replaceFirst("\\?", ":tenant");
    for (var bind : binds) {
      text = text.replaceFirst("\\?", bind);
    }
    return """
    \\startpipeline
    begin read only;
    select set_config('rollcall.organisation_id', :tenant, true);
    %s;
    commit;
    \\endpipeline
    """
        .formatted(text);
  }
}
