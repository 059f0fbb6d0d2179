package rollcall.jsonapi.plan;

import java.util.List;
import rollcall.jsonapi.schema.Attribute;
import rollcall.jsonapi.schema.ResourceType;

/// What is shown of each row of a type, and in which columns of the result it stands: column 0 is
/// the id, then come `attributes` in order, then the id of the related row of each relationship of
/// the type, in the order of its declaration; behind them, where a statement reads it, when the row
/// was last changed.
public record Projection(ResourceType type, List<Attribute> attributes) {
  /// The column of the id.
  public static final int ID_COLUMN = 0;

  /// The column of the first attribute.
  public static final int FIRST_ATTRIBUTE = 1;

  /// Copies `attributes`.
  public Projection {
    attributes = List.copyOf(attributes);
  }

  /// The column of the first relationship's id.
  public int firstRelationship() {
    return FIRST_ATTRIBUTE + attributes.size();
  }

  /// The column of when the row was last changed.
  public int versionColumn() {
    return firstRelationship() + type.relationships().size();
  }
}
