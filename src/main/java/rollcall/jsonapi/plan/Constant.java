package rollcall.jsonapi.plan;

/// What a client's text means as a value of a field.
sealed interface Constant {
  /// `value`: a `String`, `Long`, `UUID` or `Instant`, by the type of the field.
  record Value(Object value) implements Constant {}

  /// Null: the text is empty where no empty text exists.
  record Null() implements Constant {}

  /// Nothing; `expected` says what would be right.
  record Invalid(String expected) implements Constant {}
}
