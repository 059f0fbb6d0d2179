package rollcall.calls;

import java.util.Objects;
import java.util.function.Function;

/// By what calls are counted: a word for each call, empty where it has none.
enum CountDimension {
  /// All together.
  ALL("all", "''::text", _ -> ""),
  /// By `direction`.
  DIRECTION("direction", "direction", CountedAs::direction),
  /// By `status`.
  STATUS("status", "coalesce(status, '')", as -> Objects.requireNonNullElse(as.status(), "")),
  /// By `call_source`.
  CALL_SOURCE("call_source", "call_source", CountedAs::callSource);

  private final String word;
  private final String expression;
  private final Function<CountedAs, String> value;

  CountDimension(String word, String expression, Function<CountedAs, String> value) {
    this.word = word;
    this.expression = expression;
    this.value = value;
  }

  /// Its word in the table of counts, which is the name of the attribute.
  String word() {
    return word;
  }

  /// The same of a row of changes, in SQL.
  String expression() {
    return expression;
  }

  String value(CountedAs as) {
    return value.apply(as);
  }
}
