package rollcall.jsonapi.openapi;

/// The header fields of requests to write and of their answers.
final class WriteHeaders {
  private WriteHeaders() {}

  /// The reference to the parameter that is the header field of that name.
  static Json parameter(String name) {
    return Json.reference("parameters", name);
  }

  /// References to the header fields of those names, as an answer has them.
  static Json of(String... names) {
    var headers = Json.object();
    for (var name : names) {
      headers.with(name, Json.reference("headers", name));
    }
    return headers;
  }

  /// The header fields of requests, by name.
  static Json parameters() {
    return Json.object()
        .with(
            "Idempotency-Key",
            parameter(
                "Idempotency-Key",
                "A text of the client's choice, 1 to 255 visible characters of ASCII. The same"
                    + " request under the same key is done once: repeated within 24 hours, it gets"
                    + " the answer of the first time."))
        .with(
            "If-Match",
            parameter(
                "If-Match",
                "Entity tags: the resource is changed only if it still has one of them."));
  }

  private static Json parameter(String name, String description) {
    return Json.object()
        .with("name", name)
        .with("in", "header")
        .with("required", false)
        .with("description", description)
        .with("schema", Json.object().with("type", "string"));
  }

  /// The header fields of answers, by name.
  static Json headers() {
    return Json.object()
        .with("ETag", header("The entity tag of the resource, which changes whenever it does."))
        .with("Location", header("The path of the resource that was made."))
        .with(
            "Idempotent-Replayed",
            header("`true` when an earlier request under the same Idempotency-Key did the work."));
  }

  private static Json header(String description) {
    return Json.object()
        .with("description", description)
        .with("schema", Json.object().with("type", "string"));
  }
}
