package rollcall.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// One recorded request and what its answer must be, as JSON values; see `contract/README.md`.
public record Vector(
    String number,
    String group,
    String method,
    String target,
    UUID organisation,
    Map<String, String> headers,
    Map<String, @Nullable Object> expect) {

  /// Reads a file of one vector a line; fails with a sentence that names the line.
  public static List<Vector> read(Path file) throws IOException {
    var vectors = new ArrayList<Vector>();
    var number = 0;
    for (var line : Files.readAllLines(file)) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      try {
        vectors.add(of(Json.parse(line.getBytes(StandardCharsets.UTF_8))));
      } catch (JacksonException | IllegalArgumentException e) {
        throw new IOException(file + ", line " + number + ": " + e.getMessage(), e);
      }
    }
    return vectors;
  }

  private static Vector of(@Nullable Object line) {
    var headers = new LinkedHashMap<String, String>();
    if (Json.at(line, "headers") instanceof Map<?, ?> map) {
      map.forEach((name, value) -> headers.put(String.valueOf(name), String.valueOf(value)));
    }
    var expect = new LinkedHashMap<String, @Nullable Object>();
    if (Json.at(line, "expect") instanceof Map<?, ?> map) {
      map.forEach((name, value) -> expect.put(String.valueOf(name), value));
    }
    return new Vector(
        text(line, "n"),
        text(line, "group"),
        text(line, "method"),
        text(line, "target"),
        UUID.fromString(text(line, "organisation_id")),
        headers,
        expect);
  }

  private static String text(@Nullable Object line, String member) {
    var value = Json.at(line, member);
    if (value == null) {
      throw new IllegalArgumentException("`" + member + "` is missing");
    }
    return value.toString();
  }
}
