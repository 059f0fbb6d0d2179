package rollcall.jsonapi.query;

/// Where in the request a problem lies.
public sealed interface Source {
  /// A query parameter, as the client wrote it: `filter[status]`.
  record ParameterName(String name) implements Source {}

  /// A JSON Pointer (RFC 6901) into the request.
  record Pointer(String pointer) implements Source {}
}
