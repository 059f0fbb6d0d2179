package rollcall.database;

/// PostgreSQL refused a statement, for a reason that did not pass by itself.
public final class StatementFailed extends RuntimeException {
  private final String sqlState;

  /// Says what was being done, the SQLSTATE (empty when there is none), and what the driver said.
  public StatementFailed(String doing, String sqlState, Throwable cause) {
    super(doing + ": " + cause.getMessage(), cause);
    this.sqlState = sqlState;
  }

  /// The five characters of the SQLSTATE, or nothing when the driver itself failed.
  public String sqlState() {
    return sqlState;
  }

  /// Whether it was the values or the size of the statement that PostgreSQL could not take (classes
  /// 22 and 54), so that another request may be right.
  public boolean refusesValues() {
    return sqlState.startsWith("22") || sqlState.startsWith("54");
  }

  /// Whether a table was not there, or not to be used (class 42).
  boolean isOfTables() {
    return sqlState.startsWith("42");
  }

  /// Whether PostgreSQL has no room or memory left for it (class 53).
  public boolean isOutOfResources() {
    return sqlState.startsWith("53");
  }

  /// Whether a row stayed locked by others for as long as it was waited for.
  public boolean isLocked() {
    return sqlState.equals("55P03");
  }

  /// Whether the statement named a row of another table that is not there.
  public boolean namesMissingRow() {
    return sqlState.equals("23503");
  }

  /// Whether others were in the way, so that the same work may succeed when it is done again: a
  /// deadlock, a transaction that could not be put in order, or a key that another transaction took
  /// since it was looked for.
  public boolean isOfOthersMaking() {
    return sqlState.equals("40P01") || sqlState.equals("40001") || sqlState.equals("23505");
  }
}
