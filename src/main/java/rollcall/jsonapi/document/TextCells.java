package rollcall.jsonapi.document;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import rollcall.jsonapi.schema.ValueType;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;

/// Values that are written as text: all those of a CSV file, and the strings of JSON. Nothing is
/// trimmed or otherwise repaired; empty text is no value.
final class TextCells {
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}");
  private static final Pattern INTEGER_FORM = Pattern.compile("[+-]?[0-9]+");
  private static final Pattern TIMESTAMP_FORM =
      Pattern.compile(
          "([0-9]{4})-([0-9]{2})-([0-9]{2})[T ]([0-9]{2}):([0-9]{2}):([0-9]{2})"
              + "(?:\\.([0-9]{1,6})[0-9]*+)?(Z|[+-][0-9]{2}:[0-9]{2})");
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant AFTER_LAST = Instant.parse("+10000-01-01T00:00:00Z");
  private static final Cell EMPTY = new Cell.Absent("is empty");

  private TextCells() {}

  /// The value of `type` that `text` stands for.
  static Cell read(ValueType type, String text) {
    if (text.isEmpty()) {
      return EMPTY;
    }
    return switch (type) {
      case ValueType.Text(var maximumBytes, _) -> plain(text, maximumBytes);
      case ValueType.Enumeration(var words) ->
          words.contains(text) ? new Cell.Value(text) : wrong(text);
      case ValueType.Uuid uuid ->
          UUID_FORM.matcher(text).matches() ? new Cell.Value(UUID.fromString(text)) : wrong(text);
      case ValueType.Timestamp timestamp -> timestamp(text);
      case ValueType.Int64 integer -> integer(text);
      case ValueType.JsonObject object -> object(text);
    };
  }

  private static Cell plain(String text, int maximumBytes) {
    return TextFaults.of(text)
        .<Cell>map(Cell.Wrong::new)
        .orElseGet(
            () ->
                text.getBytes(StandardCharsets.UTF_8).length > maximumBytes
                    ? new Cell.Wrong("is too long")
                    : new Cell.Value(text));
  }

  private static Cell integer(String text) {
    if (!INTEGER_FORM.matcher(text).matches()) {
      return wrong(text);
    }
    try {
      return new Cell.Value(Long.valueOf(text));
    } catch (NumberFormatException _) {
      // Digits alone, so that only their number can be wrong.
      return wrong(text);
    }
  }

  private static Cell timestamp(String text) {
    var parts = TIMESTAMP_FORM.matcher(text);
    if (!parts.matches()) {
      return wrong(text);
    }
    try {
      var moment = moment(parts);
      return moment.isBefore(FIRST) || !moment.isBefore(AFTER_LAST)
          ? wrong(text)
          : new Cell.Value(moment);
    } catch (DateTimeException _) {
      // A day, an hour or an offset that there is not.
      return wrong(text);
    }
  }

  private static Instant moment(Matcher parts) {
    var fraction = parts.group(7);
    var micros =
        fraction == null ? 0 : Integer.parseInt(fraction + "0".repeat(6 - fraction.length()));
    return LocalDateTime.of(
            number(parts, 1),
            number(parts, 2),
            number(parts, 3),
            number(parts, 4),
            number(parts, 5),
            number(parts, 6),
            micros * 1_000)
        .toInstant(ZoneOffset.of(parts.group(8)));
  }

  private static int number(Matcher parts, int group) {
    return Integer.parseInt(parts.group(group));
  }

  private static Cell object(String text) {
    try (var parser = JsonInput.open(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return wrong(text);
      }
      var cell = JsonObjectReader.read(parser);
      return parser.nextToken() == null ? cell : wrong(text);
    } catch (JacksonException _) {
      return wrong(text);
    }
  }

  private static Cell wrong(String text) {
    return new Cell.Wrong("is " + TextFaults.quote(text));
  }
}
