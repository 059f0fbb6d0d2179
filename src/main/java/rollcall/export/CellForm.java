package rollcall.export;

import rollcall.jsonapi.schema.ValueType;

/// How a value is read from a row and stands in a cell.
enum CellForm {
  TEXT,
  UUID,
  TIMESTAMP,
  INTEGER,
  JSON;

  // Decided once a column, since matching a sealed type for each value would cost more than writing
  // some of them.
  static CellForm of(ValueType type) {
    return switch (type) {
      case ValueType.Text text -> TEXT;
      case ValueType.Enumeration enumeration -> TEXT;
      case ValueType.Uuid uuid -> UUID;
      case ValueType.Timestamp timestamp -> TIMESTAMP;
      case ValueType.Int64 integer -> INTEGER;
      case ValueType.JsonObject object -> JSON;
    };
  }
}
