package rollcall.database;

/// The statement was stopped because its client left.
public final class StatementCancelled extends RuntimeException {
  /// Says what was being done, and what the driver said.
  public StatementCancelled(String doing, Throwable cause) {
    super(doing, cause);
  }

  /// Says what was about to be done.
  StatementCancelled(String doing) {
    super(doing);
  }
}
