package rollcall.ingest.asterisk;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import rollcall.ingest.Fields;

/// A channel as it is listed: for how long there has been one, in hours, minutes and seconds.
final class Listed {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,5}):(\\d\\d):(\\d\\d)");
  private static final Pattern CREATED = Pattern.compile("(?:.*-)?(\\d{9,11})\\.\\d+");

  /// How far the time at which the switch was asked may be from that at which it counted.
  private static final Duration SLACK = Duration.ofSeconds(5);

  private Listed() {}

  /// When the channel of `row`, listed at `askedAt`, was made. Both that its age and that its
  /// identifier tell are whole seconds; the last moment of that second is taken, so that an event
  /// which knows better, and so says an earlier one, counts.
  static Instant startedAt(Fields row, Instant askedAt) {
    var age = DURATION.matcher(row.word("Duration"));
    if (!age.matches()) {
      return askedAt;
    }
    var seconds =
        Duration.ofHours(Long.parseLong(age.group(1)))
            .plusMinutes(Long.parseLong(age.group(2)))
            .plusSeconds(Long.parseLong(age.group(3)));
    var byAge = askedAt.minus(seconds);
    var created = CREATED.matcher(row.word("Uniqueid"));
    if (!created.matches()) {
      return byAge;
    }
    var byName = Instant.ofEpochSecond(Long.parseLong(created.group(1)), 999_999_000);
    // An identifier may be of another's making.
    return Duration.between(byAge, byName).abs().compareTo(SLACK) > 0 ? byAge : byName;
  }
}
