package rollcall.database;

/// One transaction that acts for one tenant: row security shows and takes that tenant's rows alone.
/// One thread.
public interface Session {
  /// Runs a query. Rows come from the server in batches while they are read, so that a result of
  /// any length takes bounded memory. At most one result is open at a time: the next statement
  /// closes it.
  Rows query(SqlStatement statement);

  /// Runs a statement that changes rows, and gives how many it changed.
  long update(SqlStatement statement);
}
