package rollcall.database;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// SQL text with `?` placeholders, and the values to bind to them in order. A value is a `String`,
/// `Long`, `Integer`, `Boolean`, `byte[]`, `java.util.UUID`, `java.time.Instant` (cut to the
/// microsecond), or [#NULL], or a `List` of one of these types, which may hold nulls and is bound
/// as an array. Values never stand in the text.
public record SqlStatement(String text, List<Object> binds) {
  /// The bind that is SQL's null; PostgreSQL infers its type from the text.
  public static final Object NULL = Null.NULL;

  /// Copies `binds` and the lists in it.
  public SqlStatement {
    binds = binds.stream().map(SqlStatement::copy).toList();
  }

  private static Object copy(Object bind) {
    return bind instanceof List<?> list
        ? Collections.unmodifiableList(new ArrayList<>(list))
        : bind;
  }

  /// The type of [#NULL].
  enum Null {
    NULL
  }
}
