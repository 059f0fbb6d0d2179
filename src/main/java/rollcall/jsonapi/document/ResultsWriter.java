package rollcall.jsonapi.document;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import rollcall.database.Rows;
import rollcall.jsonapi.plan.Projection;

/// Writes the answer to operations of the atomic extension: the resources as they are after all of
/// them, one for each operation, in their order. One thread.
public final class ResultsWriter {
  private static final byte[] START = ascii("{\"atomic:results\":[");
  private static final byte[] DATA = ascii("{\"data\":");
  private static final byte[] END =
      ascii(
          "],\"jsonapi\":{\"version\":\"1.0\",\"ext\":[\"" + OperationsReader.EXTENSION + "\"]}}");

  private final Map<UUID, byte[]> resources = new HashMap<>();

  /// A writer that knows no resource yet.
  public ResultsWriter() {}

  /// Takes in all `rows`, which stand as `projection` says.
  public void add(Projection projection, Rows rows) {
    var writer = new RowWriter(projection);
    var bytes = new ByteArrayOutputStream();
    var json = new JsonBytes(bytes, JsonBytes.CAPACITY);
    while (rows.next()) {
      writer.write(rows, json);
      json.flush();
      resources.put(rows.uuid(Projection.ID_COLUMN), bytes.toByteArray());
      bytes.reset();
    }
  }

  /// Writes the whole document: for each of `ids`, each of which was taken in, its resource.
  public void write(List<UUID> ids, OutputStream out) {
    var json = new JsonBytes(out, JsonBytes.CAPACITY);
    json.raw(START);
    for (int i = 0; i < ids.size(); i++) {
      var resource = resources.get(ids.get(i));
      if (resource == null) {
        throw new IllegalArgumentException("no resource " + ids.get(i));
      }
      if (i > 0) {
        json.raw(',');
      }
      json.raw(DATA);
      json.raw(resource);
      json.raw('}');
    }
    json.raw(END);
    json.flush();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
