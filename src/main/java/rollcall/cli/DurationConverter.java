package rollcall.cli;

import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine;

/// Reads a duration as people write it: `250ms`, `30s`, `5m`, `24h`, `7d`.
final class DurationConverter implements CommandLine.ITypeConverter<Duration> {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

  @Override
  public Duration convert(String value) {
    var form = FORM.matcher(value);
    if (!form.matches()) {
      throw new CommandLine.TypeConversionException(
          "'" + value + "' is not a duration such as 250ms, 30s, 5m, 24h or 7d");
    }
    var amount = Long.parseLong(form.group(1));
    return switch (form.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }
}
