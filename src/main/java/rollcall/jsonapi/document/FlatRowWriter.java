package rollcall.jsonapi.document;

import java.nio.charset.StandardCharsets;
import rollcall.database.Rows;
import rollcall.jsonapi.plan.Projection;

/// Writes the rows of one projection as plain JSON objects, `{"id":"...","direction":"inbound"}`,
/// as files hold them. One thread.
public final class FlatRowWriter {
  private static final byte[] START = "{\"id\":".getBytes(StandardCharsets.US_ASCII);

  private final AttributeWriter[] attributes;
  private final JsonBytes json;

  /// A writer to `bytes` of the rows that `projection` shows.
  public FlatRowWriter(Projection projection, OutputBytes bytes) {
    this.attributes = AttributeWriter.of(projection, ",");
    this.json = new JsonBytes(bytes);
  }

  /// Writes the row on which `row` stands.
  public void write(Rows row) {
    json.raw(START);
    json.uuid(row.uuid(Projection.ID_COLUMN));
    for (var attribute : attributes) {
      attribute.write(row, json);
    }
    json.raw('}');
  }
}
