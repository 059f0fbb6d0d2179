package rollcall.database;

import java.util.List;

/// SQL text with `?` placeholders, and the values to bind to them in order. A value is a `String`,
/// `Long`, `Integer`, `Boolean`, `java.util.UUID`, `java.time.Instant`, or a `List` of one of
/// these, which is bound as an array. Values never stand in the text.
public record SqlStatement(String text, List<Object> binds) {
  /// Copies `binds`.
  public SqlStatement {
    binds = List.copyOf(binds);
  }
}
