package rollcall.jsonapi.plan;

import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import rollcall.jsonapi.schema.ValueType;

/// Reads the text of a filter's value as a value of a field.
final class ConstantReader {
  private static final Pattern UUID_TEXT =
      Pattern.compile(
          "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
  private static final Pattern INTEGER_TEXT = Pattern.compile("[+-]?[0-9]{1,100}");

  private ConstantReader() {}

  /// The value that `text` stands for. Text is untouched; an enumeration's word may come in any
  /// letter case; white space around a UUID is ignored. Empty text is null for whatever is not
  /// text.
  static Constant read(String text, ValueType type) {
    return switch (type) {
      case ValueType.Text _ -> readText(text);
      case ValueType.Enumeration(var words) -> {
        var word = text.toLowerCase(Locale.ROOT);
        yield text.isEmpty()
            ? new Constant.Null()
            : words.contains(word)
                ? new Constant.Value(word)
                : new Constant.Invalid("one of " + String.join(", ", words));
      }
      case ValueType.Uuid _ -> readUuid(text.strip());
      case ValueType.Timestamp _ ->
          text.isEmpty() ? new Constant.Null() : TimestampReader.read(text);
      case ValueType.Int64 _ -> readInteger(text);
      case ValueType.JsonObject _ ->
          throw new IllegalArgumentException("JSON objects are not compared");
    };
  }

  /// Text without NUL, which PostgreSQL cannot hold.
  static Constant readText(String text) {
    return text.indexOf('\0') < 0
        ? new Constant.Value(text)
        : new Constant.Invalid("text without the character NUL (%00)");
  }

  private static Constant readUuid(String text) {
    if (text.isEmpty()) {
      return new Constant.Null();
    }
    return UUID_TEXT.matcher(text).matches()
        ? new Constant.Value(UUID.fromString(text))
        : new Constant.Invalid("a UUID such as 3c90c3cc-0d44-4b50-8888-8dd25736052a");
  }

  private static Constant readInteger(String text) {
    if (text.isEmpty()) {
      return new Constant.Null();
    }
    if (INTEGER_TEXT.matcher(text).matches()) {
      try {
        return new Constant.Value(Long.valueOf(text));
      } catch (NumberFormatException beyond) {
        return new Constant.Invalid("an integer from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE);
      }
    }
    return new Constant.Invalid("an integer such as 60");
  }
}
