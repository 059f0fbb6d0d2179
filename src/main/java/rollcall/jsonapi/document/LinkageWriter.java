package rollcall.jsonapi.document;

import java.nio.charset.StandardCharsets;
import rollcall.database.Rows;
import rollcall.jsonapi.schema.Relationship;

/// Writes one relationship of a row: the identifier of the related resource, or null. Immutable.
final class LinkageWriter {
  private static final byte[] NONE =
      "null,\"links\":{},\"meta\":{}}".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] AFTER_ID =
      ",\"meta\":{}},\"links\":{},\"meta\":{}}".getBytes(StandardCharsets.US_ASCII);

  private final byte[] key;
  private final byte[] identifier;
  private final int column;

  /// A writer of `relationship`, whose id stands in `column`, after `separator`.
  LinkageWriter(Relationship relationship, int column, String separator) {
    this.key =
        (separator + '"' + relationship.name() + "\":{\"data\":").getBytes(StandardCharsets.UTF_8);
    this.identifier =
        ("{\"type\":\"" + relationship.target() + "\",\"id\":").getBytes(StandardCharsets.UTF_8);
    this.column = column;
  }

  /// Writes the relationship of the row on which `row` stands.
  void write(Rows row, JsonBytes json) {
    json.raw(key);
    if (row.isNull(column)) {
      json.raw(NONE);
      return;
    }
    json.raw(identifier);
    json.uuid(row.uuid(column));
    json.raw(AFTER_ID);
  }
}
