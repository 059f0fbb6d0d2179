package rollcall.http;

/// The request broke a limit of the server while it was read: the client gets `status` and the
/// message.
public final class RequestRejected extends RuntimeException {
  private final int status;
  private final String reason;

  /// A rejection with `status`, a 4xx, and a sentence for the client.
  public RequestRejected(int status, String reason) {
    super(reason);
    this.status = status;
    this.reason = reason;
  }

  /// The status, a 4xx.
  public int status() {
    return status;
  }

  /// The sentence for the client.
  public String reason() {
    return reason;
  }
}
