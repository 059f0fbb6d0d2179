package rollcall.jsonapi.document;

import java.nio.charset.StandardCharsets;
import rollcall.database.Rows;
import rollcall.jsonapi.plan.Projection;
import rollcall.jsonapi.schema.Attribute;
import rollcall.jsonapi.schema.ValueType;

/// Writes one attribute of a row: its name, encoded once, and its value. Immutable.
final class AttributeWriter {
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  private enum Form {
    TEXT,
    UUID,
    TIMESTAMP,
    INTEGER,
    JSON
  }

  private final byte[] key;
  private final int column;
  private final boolean nullable;
  private final Form form;

  /// A writer of `attribute`, which stands in `column`, after `separator`.
  AttributeWriter(Attribute attribute, int column, String separator) {
    this.key = (separator + '"' + attribute.name() + "\":").getBytes(StandardCharsets.UTF_8);
    this.column = column;
    this.nullable = attribute.nullable();
    this.form = form(attribute.type());
  }

  /// The writers of all attributes that `projection` shows, the first of them after `separator`.
  static AttributeWriter[] of(Projection projection, String separator) {
    var writers = new AttributeWriter[projection.attributes().size()];
    for (var i = 0; i < writers.length; i++) {
      writers[i] =
          new AttributeWriter(
              projection.attributes().get(i),
              Projection.FIRST_ATTRIBUTE + i,
              i == 0 ? separator : ",");
    }
    return writers;
  }

  /// Writes the attribute of the row on which `row` stands.
  void write(Rows row, JsonBytes json) {
    json.raw(key);
    // The database holds no null where the declaration has none, so that there is no need to ask.
    if (nullable && row.isNull(column)) {
      json.raw(NULL);
      return;
    }
    switch (form) {
      case TEXT -> json.text(row.textBytes(column));
      case UUID -> json.uuid(row.uuid(column));
      case TIMESTAMP -> json.timestamp(row.epochMicros(column));
      case INTEGER -> json.integer(row.integer(column));
      case JSON -> json.raw(row.textBytes(column));
    }
  }

  // Decided once an attribute, since matching a sealed type for each value would cost more than
  // writing some of them.
  private static Form form(ValueType type) {
    return switch (type) {
      case ValueType.Text text -> Form.TEXT;
      case ValueType.Enumeration enumeration -> Form.TEXT;
      case ValueType.Uuid uuid -> Form.UUID;
      case ValueType.Timestamp timestamp -> Form.TIMESTAMP;
      case ValueType.Int64 integer -> Form.INTEGER;
      case ValueType.JsonObject object -> Form.JSON;
    };
  }
}
