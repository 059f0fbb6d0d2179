package rollcall.database;

/// PostgreSQL was lost while it committed a transaction: what was written is there as a whole or
/// not at all, and nobody knows which.
public final class OutcomeUnknown extends RuntimeException {
  /// Says what was being done, and what the driver said.
  public OutcomeUnknown(String doing, Throwable cause) {
    super(doing, cause);
  }
}
