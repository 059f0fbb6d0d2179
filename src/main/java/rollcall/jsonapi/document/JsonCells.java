package rollcall.jsonapi.document;

import rollcall.jsonapi.schema.ValueType;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonParser.NumberType;

/// Values of JSON.
final class JsonCells {
  /// The value null, which says more than nothing at all.
  static final Cell.Absent NULL = new Cell.Absent("is null");

  private JsonCells() {}

  /// The value of `type` at which `parser` stands; leaves it at the value's last token.
  static Cell read(ValueType type, JsonParser parser) {
    return switch (parser.currentToken()) {
      case VALUE_NULL -> NULL;
      case VALUE_STRING ->
          type instanceof ValueType.Int64 || type instanceof ValueType.JsonObject
              ? new Cell.Wrong("is text")
              : TextCells.read(type, parser.getString());
      case VALUE_NUMBER_INT -> type instanceof ValueType.Int64 ? integer(parser) : number(parser);
      case START_OBJECT ->
          type instanceof ValueType.JsonObject ? JsonObjectReader.read(parser) : wrong(parser);
      default -> wrong(parser);
    };
  }

  /// Refuses the value at which `parser` stands, by its kind; leaves `parser` at its last token.
  static Cell.Wrong wrong(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> structure("is an object", parser);
      case START_ARRAY -> structure("is a list", parser);
      case VALUE_STRING -> new Cell.Wrong("is text");
      case VALUE_NULL -> new Cell.Wrong("is null");
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
      default -> new Cell.Wrong("is " + parser.getString());
    };
  }

  private static Cell integer(JsonParser parser) {
    return parser.getNumberType() == NumberType.BIG_INTEGER
        ? number(parser)
        : new Cell.Value(parser.getLongValue());
  }

  private static Cell.Wrong number(JsonParser parser) {
    return new Cell.Wrong("is the number " + TextFaults.quote(parser.getString()));
  }

  private static Cell.Wrong structure(String fault, JsonParser parser) {
    parser.skipChildren();
    return new Cell.Wrong(fault);
  }
}
