package rollcall.auth;

/// The outcome of authenticating a request.
public sealed interface Authentication {
  /// The token is good.
  record Granted(Principal principal) implements Authentication {}

  /// There is no token, or not a good one; `reason` is a sentence that may be shown to the client.
  record Refused(String reason) implements Authentication {}
}
