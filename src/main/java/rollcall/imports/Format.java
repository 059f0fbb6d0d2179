package rollcall.imports;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import rollcall.calls.Calls;
import rollcall.jsonapi.document.JsonInput;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;

/// How the rows stand in a file.
public enum Format {
  /// One JSON object with the arrays `organisations`, `conversations` and `calls`.
  DATASET,
  /// One JSON object a line, each a call.
  JSONL,
  /// A header of attribute names, then one call a record.
  CSV,
  /// Call detail records of FreeSWITCH, as mod_json_cdr posts and spools them.
  FREESWITCH,
  /// Call detail records of Asterisk, as cdr_csv writes them.
  ASTERISK;

  private static final Pattern OBJECT_OF_ARRAYS =
      Pattern.compile("\\A\\s*\\{\\s*\"(\\w{1,64})\"\\s*:\\s*\\[");
  private static final Pattern OBJECT = Pattern.compile("\\A\\s*\\[?\\s*\\{");
  private static final Pattern ENCODED_OBJECT =
      Pattern.compile("\\A\\s*(?:cdr=|%7B|e[wy][A-Za-z0-9+/]{38})", Pattern.CASE_INSENSITIVE);
  private static final Pattern LINE_BREAK = Pattern.compile("\\R");
  private static final Pattern CELL_BREAK = Pattern.compile("\\s*,\\s*");
  private static final int LINES_TO_TRY = 5;

  /// Members that only a CDR of FreeSWITCH has, or a request that was captured with one inside.
  private static final Set<String> OF_FREESWITCH =
      Set.of("variables", "callflow", "core-uuid", "channel_data", "body");

  /// Tells the format of a file by how it begins; nothing when it begins like none. An empty file
  /// is one without rows.
  static Optional<Format> of(byte[] start) {
    var text = new String(start, StandardCharsets.UTF_8);
    text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    var arrays = OBJECT_OF_ARRAYS.matcher(text);
    if (arrays.find()
        && Recorders.TYPES.stream().anyMatch(type -> type.path().equals(arrays.group(1)))) {
      return Optional.of(DATASET);
    }
    if (OBJECT.matcher(text).find()) {
      return ofObject(text.strip());
    }
    if (ENCODED_OBJECT.matcher(text).find()) {
      return Optional.of(FREESWITCH);
    }
    return ofTable(text);
  }

  private static Optional<Format> ofObject(String text) {
    var isArray = text.startsWith("[");
    var members = members(isArray ? text.substring(1) : text);
    if (members.removeAll(OF_FREESWITCH)) {
      return Optional.of(FREESWITCH);
    }
    return isArray ? Optional.empty() : Optional.of(JSONL);
  }

  /// The names of the members of the first object, as far as `text` goes.
  private static Set<String> members(String text) {
    var names = new HashSet<String>();
    try (var json =
        JsonInput.open(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
      json.nextToken();
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        names.add(json.currentName());
        json.nextToken();
        json.skipChildren();
      }
    } catch (JacksonException _) {
      // The text is the beginning of a file, so it ends anywhere; what was seen counts.
      return names;
    }
    return names;
  }

  private static Optional<Format> ofTable(String text) {
    var lines = LINE_BREAK.split(text, LINES_TO_TRY + 1);
    if (Arrays.stream(lines).limit(LINES_TO_TRY).anyMatch(AsteriskFile::isRecord)) {
      return Optional.of(ASTERISK);
    }
    var isHeader =
        text.isBlank()
            || Arrays.stream(CELL_BREAK.split(lines[0].replace("\"", "").strip()))
                .anyMatch(Format::isColumn);
    return isHeader ? Optional.of(CSV) : Optional.empty();
  }

  private static boolean isColumn(String name) {
    return Calls.TYPE.field(name).isPresent() || name.equals(Calls.TYPE.tenantColumn());
  }

  /// The word of the format on the command line.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
