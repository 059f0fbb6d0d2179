package rollcall.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/// What an event says, text by name. Of a name that is there twice the first counts, so that a
/// caller's text cannot change what the switch said before it.
public record Fields(Map<String, String> texts) {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(1 << 20).maxNestingDepth(64).build())
          .build();

  /// Takes the texts over: an event has some 150, so that a copy would cost as much as reading
  /// them.
  public Fields {
    texts = Collections.unmodifiableMap(texts);
  }

  /// The members of the JSON object `json`; those that hold an array, an object or null are left
  /// out.
  public static Fields ofJson(byte[] json) throws Unreadable {
    // What is no UTF-8 becomes U+FFFD: a caller's broken name must not cost the event.
    var text = new String(json, StandardCharsets.UTF_8);
    try (var parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new Unreadable("What came is no JSON object.");
      }
      var texts = new HashMap<String, String>();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        var name = parser.currentName();
        var value = parser.nextToken();
        if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
          texts.putIfAbsent(name, parser.getString());
        }
        parser.skipChildren();
      }
      if (parser.nextToken() != null) {
        throw new StreamReadException(parser, "something follows the object");
      }
      return new Fields(texts);
    } catch (JacksonException e) {
      throw new Unreadable("What came is not JSON: " + JsonFault.reason(e));
    }
  }

  /// The lines `Name: value` of `block` up to an empty one, with each value as `decode` makes it.
  public static Fields ofLines(byte[] block, UnaryOperator<String> decode) {
    var texts = new HashMap<String, String>();
    for (var line : new String(block, StandardCharsets.UTF_8).strip().lines().toList()) {
      if (line.isEmpty()) {
        break;
      }
      var colon = line.indexOf(':');
      if (colon > 0) {
        texts.putIfAbsent(
            line.substring(0, colon).strip(), decode.apply(line.substring(colon + 1).strip()));
      }
    }
    return new Fields(texts);
  }

  /// The text of that name as a call can hold it, or nothing where it is missing or empty.
  public Optional<String> text(String name) {
    return SourceText.of(word(name));
  }

  /// The text of that name as it came; empty where it is missing.
  public String word(String name) {
    return texts.getOrDefault(name, "");
  }
}
