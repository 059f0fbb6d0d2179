package rollcall.database;

/// PostgreSQL cannot be reached, is starting or stopping, or refused the connection; the same
/// request may succeed later.
public final class DatabaseUnavailable extends RuntimeException {
  /// Says what was being done, and what the driver said.
  public DatabaseUnavailable(String doing, Throwable cause) {
    super(doing, cause);
  }
}
