package rollcall.http;

/// The client left before its answer was complete. Nobody is to blame and nothing is to be
/// answered.
public final class ClientGone extends RuntimeException {
  /// The client left; `cause` is what the socket said.
  public ClientGone(Throwable cause) {
    super("the client left", cause);
  }
}
