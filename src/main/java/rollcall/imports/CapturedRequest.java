package rollcall.imports;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import rollcall.jsonapi.document.JsonInput;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;

/// A request that was written down as JSON, with what was posted in its member `body`.
final class CapturedRequest {
  private CapturedRequest() {}

  /// The body of the request that `record` is, or nothing when it is none.
  static Optional<byte[]> body(byte[] record) {
    try (var json = JsonInput.open(new ByteArrayInputStream(record))) {
      Optional<byte[]> body = Optional.empty();
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        var name = json.currentName();
        var value = json.nextToken();
        if (name.equals("variables")) {
          // A CDR itself, whatever else it has.
          return Optional.empty();
        }
        if (name.equals("body") && value == JsonToken.VALUE_STRING) {
          body = Optional.of(json.getString().getBytes(StandardCharsets.UTF_8));
        }
        json.skipChildren();
      }
      return body;
    } catch (JacksonException _) {
      // Whoever reads the record itself says what is wrong with it.
      return Optional.empty();
    }
  }
}
