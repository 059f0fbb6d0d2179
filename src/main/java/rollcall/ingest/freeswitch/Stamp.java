package rollcall.ingest.freeswitch;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the stamps of the switch: whole numbers since 1970, where 0 says never.
final class Stamp {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,17}");

  /// The API shows years of four digits.
  private static final Instant FIRST_BEYOND = Instant.parse("+10000-01-01T00:00:00Z");

  private Stamp() {}

  static Optional<Instant> ofMicroseconds(@Nullable String stamp) {
    return read(stamp, ChronoUnit.MICROS);
  }

  static Optional<Instant> ofSeconds(@Nullable String stamp) {
    return read(stamp, ChronoUnit.SECONDS);
  }

  /// Nothing for what is no time: a negative number, one beyond all calendars, no number at all.
  private static Optional<Instant> read(@Nullable String stamp, ChronoUnit unit) {
    if (stamp == null || !NUMBER.matcher(stamp.strip()).matches()) {
      return Optional.empty();
    }
    var number = Long.parseLong(stamp.strip());
    if (number == 0 || (unit == ChronoUnit.SECONDS && number >= FIRST_BEYOND.getEpochSecond())) {
      return Optional.empty();
    }
    var moment = Instant.EPOCH.plus(number, unit);
    return moment.isBefore(FIRST_BEYOND) ? Optional.of(moment) : Optional.empty();
  }
}
