package rollcall.ingest;

/// What was delivered is not in the form that it should have; the reason is a sentence.
public final class Unreadable extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /// For that reason.
  public Unreadable(String reason) {
    super(reason);
    this.reason = reason;
  }

  /// What is wrong with it.
  public String reason() {
    return reason;
  }
}
