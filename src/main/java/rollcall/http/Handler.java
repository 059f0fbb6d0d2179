package rollcall.http;

/// Answers requests, each on a virtual thread of its own. Thread-safe.
@FunctionalInterface
public interface Handler {
  /// Answers one request. What it throws before the response is committed is given to the server's
  /// [FaultHandler].
  void handle(Request request, Response response);
}
