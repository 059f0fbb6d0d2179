package rollcall.database;

/// A statement took longer than the configured bound and was stopped by the server.
public final class StatementTimeout extends RuntimeException {
  /// Says what was being done, and what the driver said.
  public StatementTimeout(String doing, Throwable cause) {
    super(doing, cause);
  }
}
