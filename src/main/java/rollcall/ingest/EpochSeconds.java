package rollcall.ingest;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads seconds since 1970 with a fraction, as many switches write a moment: `1795424651.290644`.
public final class EpochSeconds {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,12}(?:\\.\\d{1,18})?");
  private static final int MICROSECOND_DIGITS = 6;

  /// The API shows years of four digits.
  private static final Instant FIRST_BEYOND = Instant.parse("+10000-01-01T00:00:00Z");

  private EpochSeconds() {}

  /// How `at` is written so, with all six digits of its microseconds.
  public static String write(Instant at) {
    return "%d.%06d".formatted(at.getEpochSecond(), at.getNano() / 1000);
  }

  /// The moment, to the nearest microsecond, since some writers have floating-point numbers;
  /// nothing for 0, which says never, and for what is no such number.
  public static Optional<Instant> parse(String text) {
    if (!NUMBER.matcher(text).matches()) {
      return Optional.empty();
    }
    var micros =
        new BigDecimal(text)
            .movePointRight(MICROSECOND_DIGITS)
            .setScale(0, RoundingMode.HALF_UP)
            .longValueExact();
    var moment = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    return micros > 0 && moment.isBefore(FIRST_BEYOND) ? Optional.of(moment) : Optional.empty();
  }
}
