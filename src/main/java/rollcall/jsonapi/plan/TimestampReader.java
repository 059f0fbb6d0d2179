package rollcall.jsonapi.plan;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a moment as ISO 8601 writes it: `2025-01-05T00:00:00Z`, with a space for the `T`, without
/// seconds, with a fraction of any length after `.` or `,` (cut to microseconds), with an offset
/// (`+01:00`), without any zone (then UTC), or a date alone (then its midnight, UTC).
public final class TimestampReader {
  private static final Pattern FORM =
      Pattern.compile(
          "(?<year>[+-]?[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})"
              + "(?:[T ](?<hour>[0-9]{2}):(?<minute>[0-9]{2})"
              + "(?::(?<second>[0-9]{2})(?:[.,](?<fraction>[0-9]{1,100}))?)?"
              + "(?:Z|(?<sign>[+-])(?<hours>[0-9]{2})(?::?(?<minutes>[0-9]{2}))?)?)?");

  /// The earliest moment that PostgreSQL's `timestamptz` holds is later than this by a few days.
  private static final Instant EARLIEST = Instant.parse("-4712-01-01T00:00:00Z");

  private static final int FRACTION_DIGITS = 6;

  private TimestampReader() {}

  /// The moment that `text` stands for, if it stands for one.
  public static Optional<Instant> moment(String text) {
    return read(text) instanceof Constant.Value(Instant moment)
        ? Optional.of(moment)
        : Optional.empty();
  }

  static Constant read(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      return expected();
    }
    try {
      var instant = local(form).toInstant(ZoneOffset.UTC).minus(offset(form));
      return instant.isBefore(EARLIEST)
          ? new Constant.Invalid("a moment not before the year -4712")
          : new Constant.Value(instant);
    } catch (DateTimeException notInCalendar) {
      return expected();
    }
  }

  private static Constant expected() {
    return new Constant.Invalid(
        "a moment that exists, such as 2025-01-10T02:35:34.000000Z (write the + of an offset"
            + " as %2B)");
  }

  private static LocalDateTime local(Matcher form) {
    var date =
        LocalDate.of(
            number(form.group("year")), number(form.group("month")), number(form.group("day")));
    return form.group("hour") == null ? date.atStartOfDay() : date.atTime(time(form));
  }

  private static LocalTime time(Matcher form) {
    return LocalTime.of(
        number(form.group("hour")),
        number(form.group("minute")),
        number(form.group("second")),
        micros(form.group("fraction")) * 1_000);
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static int micros(@Nullable String fraction) {
    return fraction == null
        ? 0
        : Integer.parseInt((fraction + "0".repeat(FRACTION_DIGITS)).substring(0, FRACTION_DIGITS));
  }

  /// Less than a day either way, as the original takes it; that of `java.time` ends at 18 hours.
  private static Duration offset(Matcher form) {
    var time = LocalTime.of(number(form.group("hours")), number(form.group("minutes")));
    var offset = Duration.ofMinutes(time.getHour() * 60L + time.getMinute());
    return "-".equals(form.group("sign")) ? offset.negated() : offset;
  }
}
