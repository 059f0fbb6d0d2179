package rollcall.imports;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rollcall.ingest.JsonFault;
import rollcall.jsonapi.document.DraftReader;
import rollcall.jsonapi.document.JsonInput;
import rollcall.jsonapi.schema.ResourceType;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads an object of arrays of rows, one array a type, as a stream.
final class DatasetFile {
  private record Rows(ResourceType type, DraftReader reader) {}

  private final Map<String, Rows> arrays = new LinkedHashMap<>();

  DatasetFile(List<ResourceType> types) {
    types.forEach(type -> arrays.put(type.path(), new Rows(type, DraftReader.of(type))));
  }

  void read(CountingInput in, RowSink sink) {
    try (var parser = JsonInput.open(in)) {
      try {
        readObject(in, parser, sink);
      } catch (JacksonException e) {
        sink.broken(line(parser), JsonFault.reason(e));
      }
    }
  }

  private void readObject(CountingInput in, JsonParser parser, RowSink sink) {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      sink.broken(line(parser), "a data set is a JSON object with the arrays " + arrays.keySet());
      return;
    }
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      var name = parser.currentName();
      var rows = arrays.get(name);
      if (rows == null || parser.nextToken() != JsonToken.START_ARRAY) {
        sink.broken(line(parser), "`" + name + "` is none of the arrays " + arrays.keySet());
        skipValue(parser);
      } else {
        readArray(in, parser, rows, sink);
      }
    }
    if (parser.nextToken() != null) {
      sink.broken(line(parser), "something follows the data set");
    }
  }

  /// Passes over the value of a member, whose name or first token was read.
  private static void skipValue(JsonParser parser) {
    if (parser.currentToken() == JsonToken.PROPERTY_NAME) {
      parser.nextToken();
    }
    parser.skipChildren();
  }

  private static void readArray(CountingInput in, JsonParser parser, Rows rows, RowSink sink) {
    for (var index = 0L; parser.nextToken() != JsonToken.END_ARRAY; index++) {
      in.beginRow();
      var line = line(parser);
      var reading = rows.reader().read(parser);
      sink.row(rows.type(), line, rows.type().path() + "[" + index + "]", reading);
      parser.skipChildren();
    }
  }

  private static long line(JsonParser parser) {
    return Math.max(1, parser.currentTokenLocation().getLineNr());
  }
}
