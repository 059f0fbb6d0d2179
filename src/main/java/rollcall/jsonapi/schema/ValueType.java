package rollcall.jsonapi.schema;

import java.util.List;
import java.util.Optional;

/// The type of an attribute's values: it decides how a value is read from a filter, compared,
/// stored, written and described.
public sealed interface ValueType {
  /// Text of at most `maximumBytes` of UTF-8, ordered by code point. Where it has a `notation`, it
  /// can be looked for in any way that it may be written in.
  record Text(int maximumBytes, Optional<Notation> notation) implements ValueType {
    /// The bound of text that no index holds.
    public static final int LONG_BYTES = 64 * 1024;

    /// Text without notation.
    public Text(int maximumBytes) {
      this(maximumBytes, Optional.empty());
    }

    /// Text that no index holds.
    public Text() {
      this(LONG_BYTES);
    }

    /// Text in `notation`.
    public Text(int maximumBytes, Notation notation) {
      this(maximumBytes, Optional.of(notation));
    }
  }

  /// One of `words`; stored and ordered as text.
  record Enumeration(List<String> words) implements ValueType {
    /// Copies `words`.
    public Enumeration {
      words = List.copyOf(words);
    }
  }

  /// A UUID, written in lower case with hyphens.
  record Uuid() implements ValueType {}

  /// A moment, in whole microseconds, written in UTC with six fraction digits.
  record Timestamp() implements ValueType {}

  /// A signed integer of 64 bits.
  record Int64() implements ValueType {}

  /// A JSON object, kept and returned whole; neither sorted nor filtered by.
  record JsonObject() implements ValueType {}

  /// Whether `sort` and `filter` can name attributes of this type.
  default boolean comparable() {
    return !(this instanceof JsonObject);
  }

  /// Whether values are text to PostgreSQL, so that text operators apply.
  default boolean textual() {
    return this instanceof Text || this instanceof Enumeration;
  }

  /// Whether values are text of a notation, and so can be looked for however it is written.
  default boolean isWritten() {
    return this instanceof Text text && text.notation().isPresent();
  }

  /// The PostgreSQL type of the column that keeps such values.
  default String sqlType() {
    return switch (this) {
      case Text _, Enumeration _ -> "text";
      case Uuid _ -> "uuid";
      case Timestamp _ -> "timestamptz";
      case Int64 _ -> "bigint";
      case JsonObject _ -> "jsonb";
    };
  }
}
