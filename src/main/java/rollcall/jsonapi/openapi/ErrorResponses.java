package rollcall.jsonapi.openapi;

import java.util.LinkedHashMap;
import java.util.Map;

/// The answers that are not a success, one for each status, all of one form.
final class ErrorResponses {
  private static final Map<String, Described> BY_STATUS = byStatus();

  private ErrorResponses() {}

  private record Described(String name, String description) {}

  private static Map<String, Described> byStatus() {
    var responses = new LinkedHashMap<String, Described>();
    responses.put(
        "400", new Described("badRequest", "The request is wrong; each error says what is right."));
    responses.put("401", new Described("unauthorized", "There is no valid token."));
    responses.put("403", new Described("forbidden", "The token's scopes do not allow this."));
    responses.put("404", new Described("notFound", "The organisation has no such resource."));
    responses.put(
        "406", new Described("notAcceptable", "None of the accepted media types can be served."));
    responses.put(
        "409", new Described("conflict", "What is there does not allow it, or names another."));
    responses.put(
        "412", new Described("preconditionFailed", "The resource is not what If-Match says."));
    responses.put(
        "415", new Described("unsupportedMediaType", "The body is of another media type."));
    responses.put(
        "422", new Described("keyReused", "Another request had the same Idempotency-Key."));
    responses.put("default", new Described("errors", "Any other failure."));
    return responses;
  }

  /// The reference to the response for `status`.
  static Json reference(String status) {
    var described = BY_STATUS.get(status);
    if (described == null) {
      throw new IllegalArgumentException("No response is described for " + status);
    }
    return Json.reference("responses", described.name());
  }

  /// All of them, by name.
  static Json responses() {
    var responses = Json.object();
    BY_STATUS.forEach((status, described) -> responses.with(described.name(), response(described)));
    return responses;
  }

  private static Json response(Described described) {
    return Json.object()
        .with("description", described.description())
        .with("content", ResourceSchemas.content(Json.reference("schemas", "errors")));
  }

  /// The schemas that they share.
  static Json schemas() {
    var errors =
        Json.object().with("type", "array").with("items", Json.reference("schemas", "error"));
    var document =
        ResourceSchemas.closed(
            Json.object().with("errors", errors).with("jsonapi", ResourceSchemas.jsonapi()),
            "errors",
            "jsonapi");
    return Json.object()
        .with("error", error())
        .with("errors", document.with("description", "All that is wrong with a request."));
  }

  private static Json error() {
    var source =
        ResourceSchemas.closed(
            Json.object()
                .with("parameter", text("The query parameter at fault."))
                .with("pointer", text("A JSON Pointer to what is at fault.")));
    var links =
        ResourceSchemas.closed(
            Json.object()
                .with(
                    "type",
                    text("What the cursor pagination profile calls it.").with("format", "uri")));
    var properties =
        Json.object()
            .with("id", text("The identifier of this occurrence, which the log shares."))
            .with("status", text("The HTTP status of this error."))
            .with("code", text("The kind of error; it never changes its meaning."))
            .with("title", text("What the code means."))
            .with("detail", text("What is wrong this time, and what would be right."))
            .with("source", source)
            .with("links", links)
            .with("meta", ResourceSchemas.anyObject());
    return ResourceSchemas.closed(properties, "id", "status", "code", "title", "detail", "meta")
        .with("description", "One thing wrong with a request.");
  }

  private static Json text(String description) {
    return Json.object().with("type", "string").with("description", description);
  }
}
