package rollcall.auth;

import java.util.List;

/// Turns the `Authorization` fields of a request into an [Authentication]. Thread-safe.
@FunctionalInterface
public interface Authenticator {
  /// Judges `authorization`, all values of the `Authorization` field of one request.
  Authentication authenticate(List<String> authorization);
}
