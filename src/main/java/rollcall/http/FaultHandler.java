package rollcall.http;

/// Renders what went wrong outside a [Handler]: in the form of the API, which the server does not
/// know. Thread-safe.
public interface FaultHandler {
  /// The handler threw `cause` and the response is not committed: writes the answer.
  void failed(Request request, Response response, Throwable cause);

  /// The server itself refuses a request that never reached the handler, or the handler met
  /// [RequestRejected]: the document for `status` and `reason`, a sentence.
  Document rejected(String requestId, int status, String reason);

  /// The text of a body and its media type.
  record Document(String contentType, String text) {}
}
