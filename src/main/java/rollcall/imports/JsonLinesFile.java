package rollcall.imports;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import rollcall.ingest.JsonFault;
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
    var lines = new Lines(file);
    for (var next = lines.next(); next.isPresent(); next = lines.next()) {
      var line = next.get();
      if (!line.isBlank()) {
        sink.row(type, line.number(), "", read(line.bytes()));
      }
    }
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
      return new DraftReading.Refused(List.of("The line is not JSON: " + JsonFault.reason(e)));
    }
  }
}
