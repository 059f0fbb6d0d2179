package rollcall.imports;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import rollcall.jsonapi.document.DraftReader;
import rollcall.jsonapi.document.DraftReading;
import rollcall.jsonapi.document.JsonInput;
import rollcall.jsonapi.schema.ResourceType;
import tools.jackson.core.JacksonException;

/// Reads one JSON object a line; a line that is no JSON spoils itself alone.
final class JsonLinesFile {
  private final ResourceType type;
  private final DraftReader reader;

  JsonLinesFile(ResourceType type) {
    this.type = type;
    this.reader = DraftReader.of(type);
  }

  void read(CountingInput file, RowSink sink) throws IOException {
    var in = new BufferedInputStream(file, 1 << 16);
    var line = new ByteArrayOutputStream();
    for (var number = 1L; readLine(in, line); number++) {
      file.beginRow();
      var bytes = line.toByteArray();
      if (!isBlank(bytes)) {
        sink.row(type, number, "", read(bytes));
      }
    }
  }

  /// Whether there was a line; it is left in `line`, without its end.
  private static boolean readLine(BufferedInputStream in, ByteArrayOutputStream line)
      throws IOException {
    line.reset();
    var next = in.read();
    if (next < 0) {
      return false;
    }
    while (next >= 0 && next != '\n') {
      line.write(next);
      next = in.read();
    }
    return true;
  }

  private static boolean isBlank(byte[] line) {
    for (var b : line) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  private DraftReading read(byte[] line) {
    try (var parser = JsonInput.open(new ByteArrayInputStream(line))) {
      parser.nextToken();
      var reading = reader.read(parser);
      parser.skipChildren();
      return parser.nextToken() == null
          ? reading
          : new DraftReading.Refused(List.of("The line holds more than one JSON object."));
    } catch (JacksonException e) {
      return new DraftReading.Refused(List.of("The line is not JSON: " + e.getOriginalMessage()));
    }
  }
}
