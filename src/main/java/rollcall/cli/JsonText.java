package rollcall.cli;

import java.io.StringWriter;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// JSON for the programs that read what a command prints.
final class JsonText {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonText() {}

  /// An object of the members that `members` writes.
  static String object(Consumer<JsonGenerator> members) {
    return of(json -> writeObject(members, json));
  }

  /// An array of an object for each of `items`, of the members that `members` writes.
  static <T> String array(List<T> items, BiConsumer<T, JsonGenerator> members) {
    return of(
        json -> {
          json.writeStartArray();
          items.forEach(item -> writeObject(it -> members.accept(item, it), json));
          json.writeEndArray();
        });
  }

  private static void writeObject(Consumer<JsonGenerator> members, JsonGenerator json) {
    json.writeStartObject();
    members.accept(json);
    json.writeEndObject();
  }

  private static String of(Consumer<JsonGenerator> writer) {
    var text = new StringWriter();
    try (var generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      writer.accept(generator);
    }
    return text.toString();
  }
}
