package rollcall.jsonapi.document;

import tools.jackson.core.JsonParser;

/// The value of an attribute as it was sent, before it is known what it must be.
sealed interface SentValue {
  /// The value null.
  record Null() implements SentValue {}

  /// Text, untouched.
  record Text(String text) implements SentValue {}

  /// A number without fraction and exponent.
  record Whole(String digits) implements SentValue {}

  /// An object, read as one to be kept whole.
  record Structure(Cell cell) implements SentValue {}

  /// What no attribute can be; `fault` ends a sentence that starts with the attribute's name.
  record Other(String fault) implements SentValue {}

  /// The value at which `parser` stands; leaves it at the value's last token.
  static SentValue read(JsonParser parser) {
    return switch (parser.currentToken()) {
      case VALUE_NULL -> new Null();
      case VALUE_STRING -> new Text(parser.getString());
      case VALUE_NUMBER_INT -> new Whole(parser.getString());
      case START_OBJECT -> new Structure(JsonObjectReader.read(parser));
      default -> new Other(JsonCells.wrong(parser).fault());
    };
  }
}
