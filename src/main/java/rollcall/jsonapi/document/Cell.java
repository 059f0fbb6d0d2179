package rollcall.jsonapi.document;

/// What was read where one value of a row stands.
sealed interface Cell {
  /// A value of the right type: `String`, `Long`, `UUID` or `Instant`.
  record Value(Object value) implements Cell {}

  /// No value; `how` ends a sentence that starts with the member's name, such as "is null".
  record Absent(String how) implements Cell {}

  /// Something that is no value of the type; `fault` ends such a sentence as well.
  record Wrong(String fault) implements Cell {}
}
