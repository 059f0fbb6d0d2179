package rollcall.http;

/// The server cannot have its address: another program listens there, or it is not this machine's.
public final class CannotListen extends RuntimeException {
  CannotListen(HttpSettings settings, Throwable cause) {
    super(
        "Cannot listen on "
            + settings.host()
            + ":"
            + settings.port()
            + " ("
            + root(cause).getMessage()
            + "); choose another port with --port, or any free one with --port 0.",
        cause);
  }

  private static Throwable root(Throwable cause) {
    var deepest = cause;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest;
  }
}
