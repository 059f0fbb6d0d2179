package rollcall.ingest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes messages of our own making, which [Fields] reads like those of a switch.
public final class FlatJson {
  private static final JsonFactory JSON = new JsonFactory();

  private FlatJson() {}

  /// One JSON object with `members`, all of them texts.
  public static byte[] write(Map<String, String> members) {
    var bytes = new ByteArrayOutputStream();
    try (var json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      members.forEach((name, value) -> json.writeStringProperty(utf8(name), utf8(value)));
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  /// Half a character, which JSON can escape, becomes a question mark.
  private static String utf8(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
