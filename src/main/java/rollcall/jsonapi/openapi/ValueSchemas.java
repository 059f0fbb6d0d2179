package rollcall.jsonapi.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rollcall.jsonapi.schema.Attribute;
import rollcall.jsonapi.schema.ValueType;

/// The JSON Schemas of single values.
final class ValueSchemas {
  private ValueSchemas() {}

  /// The schema of a value of `type`.
  static Json of(ValueType type) {
    var schema = Json.object().with("type", typeName(type));
    return switch (type) {
      case ValueType.Text _ -> schema;
      case ValueType.Enumeration(var words) -> schema.with("enum", words);
      case ValueType.Uuid _ -> schema.with("format", "uuid");
      case ValueType.Timestamp _ -> schema.with("format", "date-time");
      case ValueType.Int64 _ -> schema.with("format", "int64");
      case ValueType.JsonObject _ -> schema.with("additionalProperties", true);
    };
  }

  /// The schema of the values of `attribute`, null among them where it may be null.
  static Json of(Attribute attribute) {
    var schema = of(attribute.type());
    if (attribute.nullable()) {
      schema.with("type", List.of(typeName(attribute.type()), "null"));
      if (attribute.type() instanceof ValueType.Enumeration(var words)) {
        var wordsAndNull = new ArrayList<Object>(words);
        wordsAndNull.add(Optional.empty());
        schema.with("enum", wordsAndNull);
      }
    }
    return schema.with("description", attribute.description());
  }

  private static String typeName(ValueType type) {
    return switch (type) {
      case ValueType.Int64 _ -> "integer";
      case ValueType.JsonObject _ -> "object";
      case ValueType.Text _, ValueType.Enumeration _, ValueType.Uuid _, ValueType.Timestamp _ ->
          "string";
    };
  }
}
