package rollcall.sources;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rollcall.ingest.JsonFault;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// Reads the JSON of a file of sources: objects of texts.
final class SourcesJson {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private static final String FORM =
      "It must be {\"sources\": [{\"name\": \"…\", \"type\": \"…\", …}, …]}, every value a text";

  private SourcesJson() {}

  /// The members of each source in `bytes`; what is wrong is added to `faults`.
  static List<Map<String, String>> read(byte[] bytes, List<String> faults) {
    var sources = new ArrayList<Map<String, String>>();
    try (var parser = JSON.createParser(ObjectReadContext.empty(), bytes)) {
      if (!isOfForm(parser, sources)) {
        var at = parser.currentTokenLocation();
        faults.add(FORM + "; line " + at.getLineNr() + " does not fit.");
      }
    } catch (JacksonException e) {
      faults.add("It is not JSON: " + JsonFault.reason(e) + ".");
    }
    return sources;
  }

  private static boolean isOfForm(JsonParser parser, List<Map<String, String>> sources) {
    if (parser.nextToken() != JsonToken.START_OBJECT
        || parser.nextToken() != JsonToken.PROPERTY_NAME
        || !parser.currentName().equals("sources")
        || parser.nextToken() != JsonToken.START_ARRAY) {
      return false;
    }
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      var members = new HashMap<String, String>();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        var name = parser.currentName();
        if (parser.nextToken() != JsonToken.VALUE_STRING) {
          return false;
        }
        members.put(name, parser.getString());
      }
      sources.add(members);
    }
    return parser.currentToken() == JsonToken.END_ARRAY
        && parser.nextToken() == JsonToken.END_OBJECT
        && parser.nextToken() == null;
  }
}
