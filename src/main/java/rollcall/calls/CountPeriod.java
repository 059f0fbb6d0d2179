package rollcall.calls;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// How long the stretches of time are for which calls are counted, in UTC.
enum CountPeriod {
  /// What the ends of a range need.
  HOUR("hour", ChronoUnit.HOURS),
  /// What makes the middle of a long one few rows.
  DAY("day", ChronoUnit.DAYS);

  private final String word;
  private final ChronoUnit unit;

  CountPeriod(String word, ChronoUnit unit) {
    this.word = word;
    this.unit = unit;
  }

  /// Its word in the table of counts.
  String word() {
    return word;
  }

  /// The beginning of the period in which `moment` is.
  Instant floor(Instant moment) {
    return moment.truncatedTo(unit);
  }

  /// The beginning of the first period that does not begin before `moment`, where there is one.
  @Nullable Instant firstFrom(@Nullable Instant moment) {
    if (moment == null) {
      return null;
    }
    var floor = floor(moment);
    return floor.equals(moment) ? floor : floor.plus(1, unit);
  }

  /// The end of the last period that does not end after `moment`, where there is one.
  @Nullable Instant endUntil(@Nullable Instant moment) {
    return moment == null ? null : floor(moment);
  }
}
