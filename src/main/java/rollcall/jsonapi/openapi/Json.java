package rollcall.jsonapi.openapi;

import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// A JSON object under construction: its members in order, each a string, a whole number, a
/// boolean, a list, an object, or an empty [Optional] for null. One thread.
final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final Map<String, Object> members = new LinkedHashMap<>();

  private Json() {}

  /// An object without members.
  static Json object() {
    return new Json();
  }

  /// An object that points at the component `name` of `kind`.
  static Json reference(String kind, String name) {
    return object().with("$ref", "#/components/" + kind + "/" + name);
  }

  /// Adds a member.
  Json with(String name, Object value) {
    members.put(name, value);
    return this;
  }

  /// Adds the members of `other`.
  Json withAll(Json other) {
    members.putAll(other.members);
    return this;
  }

  /// The JSON text.
  String text() {
    var text = new StringWriter();
    try (var generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      write(generator, this);
    }
    return text.toString();
  }

  private static void write(JsonGenerator generator, Object value) {
    switch (value) {
      case Json object -> {
        generator.writeStartObject();
        object.members.forEach((name, member) -> write(generator.writeName(name), member));
        generator.writeEndObject();
      }
      case List<?> list -> {
        generator.writeStartArray();
        list.forEach(element -> write(generator, element));
        generator.writeEndArray();
      }
      case String string -> generator.writeString(string);
      case Boolean bool -> generator.writeBoolean(bool);
      case Integer number -> generator.writeNumber(number);
      case Optional<?> none when none.isEmpty() -> generator.writeNull();
      default -> throw new IllegalArgumentException("Not JSON: " + value.getClass());
    }
  }
}
