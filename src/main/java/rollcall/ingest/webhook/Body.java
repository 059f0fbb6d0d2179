package rollcall.ingest.webhook;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/// Reads a JSON object into maps: texts as `String`, whole numbers as `Long`, objects as `Map`.
/// What is null is left out; whatever else becomes [#OTHER].
final class Body {
  /// Stands for a value that no member of ours has.
  static final Object OTHER = new Object();

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(1 << 20).maxNestingDepth(16).build())
          .build();

  private Body() {}

  /// The members of the object `json`; fails with [JacksonException] on what is none.
  static Map<String, Object> parse(byte[] json) {
    var text = new String(json, StandardCharsets.UTF_8);
    try (var parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new StreamReadException(parser, "it is no object");
      }
      var members = members(parser);
      if (parser.nextToken() != null) {
        throw new StreamReadException(parser, "something follows the object");
      }
      return members;
    }
  }

  private static Map<String, Object> members(JsonParser parser) {
    var members = new LinkedHashMap<String, Object>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      var name = parser.currentName();
      if (parser.nextToken() != JsonToken.VALUE_NULL) {
        members.put(name, value(parser));
      }
    }
    return members;
  }

  private static Object value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> members(parser);
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT -> {
        var digits = parser.getString();
        yield digits.matches("-?\\d{1,18}") ? Long.valueOf(digits) : OTHER;
      }
      default -> {
        parser.skipChildren();
        yield OTHER;
      }
    };
  }
}
