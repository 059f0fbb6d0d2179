package rollcall.jsonapi.plan;

import java.util.List;
import rollcall.jsonapi.schema.Attribute;
import rollcall.jsonapi.schema.Notation;
import rollcall.jsonapi.schema.Relationship;
import rollcall.jsonapi.schema.ResourceType;

/// What must be true of a row, in the three-valued logic of SQL: true, false, or unknown where a
/// null takes part. Constants are `String` for text and enumerations, else `Long`, `java.util.UUID`
/// or `java.time.Instant`, by the type of the field.
public sealed interface Condition {
  /// True of every row.
  Condition TRUE = new All(List.of());

  /// False of every row.
  Condition FALSE = new Any(List.of());

  /// Every one of `parts`.
  record All(List<Condition> parts) implements Condition {
    /// Copies `parts`.
    public All {
      parts = List.copyOf(parts);
    }
  }

  /// At least one of `parts`.
  record Any(List<Condition> parts) implements Condition {
    /// Copies `parts`.
    public Any {
      parts = List.copyOf(parts);
    }
  }

  /// Not `part`; unknown where `part` is.
  record Not(Condition part) implements Condition {}

  /// Neither true nor false, of no row: a comparison with null.
  record Unknown() implements Condition {}

  /// `field` compared with `constant`; unknown where the field is null. Text by code point.
  record Compare(Attribute field, Comparison comparison, Object constant) implements Condition {}

  /// `field` is one of `constants`; unknown where it is null, or where it is none of them and
  /// `nullListed`, which says that the list holds a null as well.
  record In(Attribute field, List<Object> constants, boolean nullListed) implements Condition {
    /// Copies `constants`.
    public In {
      constants = List.copyOf(constants);
    }
  }

  /// `field` is null; never unknown.
  record IsNull(Attribute field) implements Condition {}

  /// `field` is not `constant`, a null being a value like any other; never unknown.
  record Distinct(Attribute field, Object constant) implements Condition {}

  /// The text of `field` matches `text` as `kind` says; unknown where the field is null.
  record Match(Attribute field, MatchKind kind, String text) implements Condition {}

  /// `field`, text of `notation`, has in its plain form any of `parts`, which is what `written`
  /// looks for; unknown where the field is null.
  record Written(Attribute field, Notation notation, String written, List<Notation.Part> parts)
      implements Condition {
    /// Copies `parts`.
    public Written {
      parts = List.copyOf(parts);
    }
  }

  /// `part` of the row that `relationship` leads to; where there is none, every field of it is
  /// null.
  record Related(Relationship.BelongsTo relationship, ResourceType target, Condition part)
      implements Condition {}

  /// `part` of at least one row that `relationship` leads to; never unknown.
  record Exists(Relationship.HasOne relationship, ResourceType target, Condition part)
      implements Condition {}

  /// How two values are compared.
  enum Comparison {
    /// Equal.
    EQ,
    /// Not equal.
    NE,
    /// Less.
    LT,
    /// Less or equal.
    LE,
    /// Greater.
    GT,
    /// Greater or equal.
    GE
  }

  /// How text is matched.
  enum MatchKind {
    /// Holds it somewhere, letter for letter.
    CONTAINS,
    /// Begins with it.
    STARTS_WITH,
    /// Ends with it.
    ENDS_WITH,
    /// By a pattern: `%` any run, `_` any character, `\` makes the next one plain. Never ends in a
    /// single `\`.
    LIKE,
    /// Likewise, in any letter case.
    ILIKE
  }
}
