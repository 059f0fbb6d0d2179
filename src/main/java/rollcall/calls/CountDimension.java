package rollcall.calls;

import java.util.Objects;

/// By what calls are counted: a word for each call, empty where it has none.
enum CountDimension {
  /// All together.
  ALL("all", "''::text"),
  /// By `direction`.
  DIRECTION("direction", "direction"),
  /// By `status`.
  STATUS("status", "coalesce(status, '')"),
  /// By `call_source`.
  CALL_SOURCE("call_source", "call_source");

  private final String word;
  private final String expression;

  CountDimension(String word, String expression) {
    this.word = word;
    this.expression = expression;
  }

  /// Its word in the table of counts, which is the name of the attribute.
  String word() {
    return word;
  }

  /// The same of a row of changes, in SQL.
  String expression() {
    return expression;
  }

  /// The word of such calls.
  String value(CountedAs as) {
    return switch (this) {
      case ALL -> "";
      case DIRECTION -> as.direction();
      case STATUS -> Objects.requireNonNullElse(as.status(), "");
      case CALL_SOURCE -> as.callSource();
    };
  }
}
