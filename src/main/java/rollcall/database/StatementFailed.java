package rollcall.database;

/// PostgreSQL refused a statement for a reason that will not pass by itself.
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

  /// Whether the statement named a row of another table that is not there.
  public boolean namesMissingRow() {
    return sqlState.equals("23503");
  }

  /// Whether the statement gave a row what makes another one unique.
  public boolean collides() {
    return sqlState.equals("23505");
  }

  /// Whether others wrote the same rows at the same time, so that the same request may succeed
  /// later: a deadlock, or an order of transactions that cannot be.
  public boolean isContention() {
    return sqlState.equals("40P01") || sqlState.equals("40001");
  }
}
