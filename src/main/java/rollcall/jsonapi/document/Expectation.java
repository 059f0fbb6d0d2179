package rollcall.jsonapi.document;

import rollcall.jsonapi.schema.Attribute;
import rollcall.jsonapi.schema.ValueType;

/// Says what the value of an attribute must be.
final class Expectation {
  private Expectation() {}

  /// What a value of `attribute` must be, as the end of a sentence.
  static String of(Attribute attribute) {
    return of(attribute.type()) + (attribute.nullable() ? ", or null" : "");
  }

  private static String of(ValueType type) {
    return switch (type) {
      case ValueType.Text(var maximumBytes, _) ->
          "text of 1 to " + maximumBytes + " bytes of UTF-8, without the character NUL";
      case ValueType.Enumeration(var words) -> "one of " + String.join(", ", words);
      case ValueType.Uuid uuid -> "a UUID such as 018f3c1e-7a2b-7c3d-8e4f-5a6b7c8d9e0f";
      case ValueType.Timestamp timestamp ->
          "a moment of the years 0000 to 9999 with Z or an offset,"
              + " such as 2025-01-10T02:35:34.000000Z";
      case ValueType.Int64 integer ->
          "a whole number from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE;
      case ValueType.JsonObject object ->
          "a JSON object of at most "
              + JsonInput.MAXIMUM_OBJECT_BYTES
              + " bytes and "
              + JsonInput.MAXIMUM_DEPTH
              + " levels, without the character NUL";
    };
  }
}
