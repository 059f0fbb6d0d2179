package rollcall.http;

/// The request broke a limit of the server while it was read: the client gets `status` and the
/// message.
public final class RequestRejected extends RuntimeException {
  private final int status;

  /// A rejection with `status`, a 4xx, and a sentence for the client.
  public RequestRejected(int status, String reason) {
    super(reason);
    this.status = status;
  }

  /// The status, a 4xx.
  public int status() {
    return status;
  }
}
