package rollcall.api;

import java.util.Optional;

/// The answer to a write that was made. `body` is the document, without its end where `form` says
/// that it ends with the URL that was asked for.
record WriteAnswer(
    int status, Optional<String> location, Optional<String> entityTag, String body, Form form) {

  /// The form of an answer, which goes with the route.
  enum Form {
    /// One resource, and the URL that was asked for.
    RESOURCE,
    /// The results of operations.
    RESULTS
  }
}
