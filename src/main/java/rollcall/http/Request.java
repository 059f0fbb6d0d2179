package rollcall.http;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/// A request as it came: nothing decoded, nothing trimmed. One thread, but for the action given to
/// [#onAbandoned], which runs on another.
public interface Request {
  /// The identifier of this request: in the log, in `X-Request-Id` and in the ids of errors. What
  /// the client sent in `X-Request-Id` when that is 20 to 200 characters of `[A-Za-z0-9_-]`, a new
  /// UUID otherwise.
  String id();

  /// The method as it was sent; methods are case-sensitive.
  String method();

  /// The path as it was sent, still percent-encoded: `/api/calls`.
  String path();

  /// The text after the first `?` as it was sent; empty where there is no `?`.
  Optional<String> query();

  /// The URL of the request exactly as it was sent: scheme, authority (the `Host` field) and
  /// target.
  String url();

  /// All values of a header field, in order; the name in any letter case.
  List<String> headers(String name);

  /// The body, which fails with [RequestRejected] when it is longer than the limit or too slow.
  InputStream body();

  /// Whether the request has a body at all.
  boolean hasBody();

  /// Runs `action` once, on a thread of the server, when the client leaves before the answer is
  /// complete; at once when it has left already. A client that ends only its sending side during a
  /// slow request counts as one that left. It must be quick and may run while the handler still
  /// works.
  void onAbandoned(Runnable action);
}
