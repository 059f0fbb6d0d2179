package rollcall.database;

/// Whether PostgreSQL plans a statement for its values each time, or keeps a plan for any values. A
/// kept plan is made without regard to values or statistics, so that it walks an index wherever one
/// can serve.
public enum Plans {
  /// For these values: right for every statement.
  ANEW,
  /// Kept by the connection, for a statement that finds its rows by their key.
  KEPT_BY_KEY,
  /// Kept by the connection, for a statement that takes rows in the order of an index and sorts
  /// nothing.
  KEPT_IN_ORDER
}
