package rollcall.jsonapi.document;

import java.nio.charset.StandardCharsets;
import rollcall.database.Rows;
import rollcall.jsonapi.plan.Projection;

/// Writes the rows of one projection as resource objects. Everything that is the same in each row
/// is encoded once. Immutable.
final class RowWriter {
  private static final byte[] ATTRIBUTES = ",\"attributes\":{".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] RELATIONSHIPS =
      "},\"relationships\":{".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END =
      "},\"links\":{},\"meta\":{}}".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CURSOR =
      "},\"links\":{},\"meta\":{\"page\":{\"cursor\":".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END_CURSOR = "}}}".getBytes(StandardCharsets.US_ASCII);

  private final byte[] start;
  private final AttributeWriter[] attributes;
  private final LinkageWriter[] linkages;

  /// A writer of the rows that `projection` shows.
  RowWriter(Projection projection) {
    this.start =
        ("{\"type\":\"" + projection.type().name() + "\",\"id\":").getBytes(StandardCharsets.UTF_8);
    this.attributes = AttributeWriter.of(projection, "");
    this.linkages = linkages(projection);
  }

  /// Writes the row on which `row` stands.
  void write(Rows row, JsonBytes json) {
    writeFields(row, json);
    json.raw(END);
  }

  /// The same with the cursor of its place in the list.
  void write(Rows row, String cursor, JsonBytes json) {
    writeFields(row, json);
    json.raw(CURSOR);
    json.text(cursor);
    json.raw(END_CURSOR);
  }

  private void writeFields(Rows row, JsonBytes json) {
    json.raw(start);
    json.uuid(row.uuid(Projection.ID_COLUMN));
    json.raw(ATTRIBUTES);
    for (var attribute : attributes) {
      attribute.write(row, json);
    }
    json.raw(RELATIONSHIPS);
    for (var linkage : linkages) {
      linkage.write(row, json);
    }
  }

  private static LinkageWriter[] linkages(Projection projection) {
    var relationships = projection.type().relationships();
    var writers = new LinkageWriter[relationships.size()];
    for (var i = 0; i < writers.length; i++) {
      writers[i] =
          new LinkageWriter(relationships.get(i), projection.firstRelationship() + i, separator(i));
    }
    return writers;
  }

  private static String separator(int position) {
    return position == 0 ? "" : ",";
  }
}
