package rollcall.imports;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import rollcall.jsonapi.schema.ResourceType;

/// How the rows stand in a file.
public enum Format {
  /// One JSON object with the arrays `organisations`, `conversations` and `calls`.
  DATASET,
  /// One JSON object a line, each a call.
  JSONL,
  /// A header of attribute names, then one call a record.
  CSV;

  private static final int LOOK_AHEAD_BYTES = 4096;
  private static final Pattern OBJECT_OF_ARRAYS =
      Pattern.compile("\\A\\uFEFF?\\s*\\{\\s*\"(\\w{1,64})\"\\s*:\\s*\\[");
  private static final Pattern OBJECT = Pattern.compile("\\A\\uFEFF?\\s*\\{");

  /// Tells the format of `file` by how it begins.
  static Format of(Path file, List<ResourceType> types) throws IOException {
    try (var in = new BufferedInputStream(Files.newInputStream(file))) {
      var start = new String(in.readNBytes(LOOK_AHEAD_BYTES), StandardCharsets.UTF_8);
      var arrays = OBJECT_OF_ARRAYS.matcher(start);
      if (arrays.find() && types.stream().anyMatch(type -> type.path().equals(arrays.group(1)))) {
        return DATASET;
      }
      return OBJECT.matcher(start).find() ? JSONL : CSV;
    }
  }
}
