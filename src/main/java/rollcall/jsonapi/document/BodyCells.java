package rollcall.jsonapi.document;

import java.time.Instant;
import rollcall.jsonapi.plan.TimestampReader;
import rollcall.jsonapi.query.NearestName;
import rollcall.jsonapi.schema.ValueType;

/// Values of a body, read more kindly than those of a file: text is trimmed, and moments may be
/// written in every way that a filter takes.
final class BodyCells {
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant AFTER_LAST = Instant.parse("+10000-01-01T00:00:00Z");

  private BodyCells() {}

  /// The value of `type` that `value` stands for.
  static Cell read(ValueType type, SentValue value) {
    return switch (value) {
      case SentValue.Null _ -> JsonCells.NULL;
      case SentValue.Text(var text) -> text(type, text);
      case SentValue.Whole(var digits) -> whole(type, digits);
      case SentValue.Structure(var cell) ->
          type instanceof ValueType.JsonObject ? cell : new Cell.Wrong("is an object");
      case SentValue.Other(var fault) -> new Cell.Wrong(fault);
    };
  }

  private static Cell text(ValueType type, String text) {
    return switch (type) {
      case ValueType.Text _ -> TextCells.read(type, trimmed(text));
      case ValueType.Enumeration(var words) ->
          words.contains(text) ? new Cell.Value(text) : wrong(text);
      case ValueType.Uuid _ -> text.isEmpty() ? wrong(text) : TextCells.read(type, text);
      case ValueType.Timestamp _ ->
          TimestampReader.moment(text)
              .filter(moment -> !moment.isBefore(FIRST) && moment.isBefore(AFTER_LAST))
              .<Cell>map(Cell.Value::new)
              .orElseGet(() -> wrong(text));
      case ValueType.Int64 _, ValueType.JsonObject _ -> new Cell.Wrong("is text");
    };
  }

  private static Cell whole(ValueType type, String digits) {
    var fault = new Cell.Wrong("is the number " + TextFaults.quote(digits));
    if (!(type instanceof ValueType.Int64)) {
      return fault;
    }
    try {
      return new Cell.Value(Long.valueOf(digits));
    } catch (NumberFormatException _) {
      // Digits alone, so that only their number can be wrong.
      return fault;
    }
  }

  private static Cell.Wrong wrong(String text) {
    return new Cell.Wrong("is " + TextFaults.quote(text));
  }

  /// A sentence that offers the word that was probably meant, if any.
  static String hint(ValueType type, SentValue value) {
    return type instanceof ValueType.Enumeration(var words)
            && value instanceof SentValue.Text(var text)
        ? NearestName.hint(trimmed(text), words)
        : "";
  }

  /// Without the white space of Unicode at both ends, which is more than `strip` knows.
  private static String trimmed(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isWhiteSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isWhiteSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isWhiteSpace(char character) {
    return Character.isSpaceChar(character)
        || (character >= '\t' && character <= '\r')
        || character == '\u0085';
  }
}
