package rollcall.jsonapi.openapi;

import java.util.List;
import rollcall.jsonapi.schema.ResourceType;
import rollcall.jsonapi.schema.SchemaRegistry;

/// The operations of a document that write.
final class WriteOperations {
  /// The tag of writing many resources at once.
  static final String TAG = "Operations";

  private static final String ATOMIC =
      ResourceSchemas.MEDIA_TYPE + ";ext=\"https://jsonapi.org/ext/atomic\"";

  private WriteOperations() {}

  /// Making a `type`.
  static Json create(SchemaRegistry registry, ResourceType type) {
    return Operations.operation(type, "create" + type.name())
        .with("summary", "Make one of the " + type.path())
        .with("description", "A new " + type.name() + " of the token's organisation.")
        .with(
            "parameters",
            List.of(
                QueryParameters.fields(registry, type), WriteHeaders.parameter("Idempotency-Key")))
        .with("requestBody", body(ResourceSchemas.content(schema(RequestSchemas.creation(type)))))
        .with(
            "responses",
            responses(
                "201",
                WriteHeaders.of("ETag", "Location", "Idempotent-Replayed"),
                ResourceSchemas.content(one(registry, type)),
                List.of("400", "401", "403", "406", "409", "415", "422")));
  }

  /// Changing a `type`.
  static Json update(SchemaRegistry registry, ResourceType type) {
    return Operations.operation(type, "update" + type.name())
        .with("summary", "Change one of the " + type.path())
        .with(
            "description",
            "The " + type.name() + " of that id in the token's organisation: what is sent changes.")
        .with(
            "parameters",
            List.of(
                QueryParameters.id(),
                QueryParameters.fields(registry, type),
                WriteHeaders.parameter("If-Match"),
                WriteHeaders.parameter("Idempotency-Key")))
        .with("requestBody", body(ResourceSchemas.content(schema(RequestSchemas.change(type)))))
        .with(
            "responses",
            responses(
                "200",
                WriteHeaders.of("ETag", "Idempotent-Replayed"),
                ResourceSchemas.content(one(registry, type)),
                List.of("400", "401", "403", "404", "406", "409", "412", "415", "422")));
  }

  /// Many writes at once, by the atomic extension of JSON:API.
  static Json operations(OpenApi.Writing writing) {
    var request = schema(RequestSchemas.OPERATIONS);
    return Json.object()
        .with("operationId", "runOperations")
        .with("tags", List.of(TAG))
        .with("summary", "Make and change many resources")
        .with(
            "description",
            "Operations of the atomic extension of JSON:API, in their order, all or none: `add` and"
                + " `update`, at most "
                + writing.mostOperations()
                + ".")
        .with("parameters", List.of(WriteHeaders.parameter("Idempotency-Key")))
        .with(
            "requestBody",
            body(
                Json.object()
                    .with(ATOMIC, Json.object().with("schema", request))
                    .with(ResourceSchemas.MEDIA_TYPE, Json.object().with("schema", request))))
        .with(
            "responses",
            responses(
                "200",
                WriteHeaders.of("Idempotent-Replayed"),
                Json.object().with(ATOMIC, Json.object().with("schema", results(writing))),
                List.of("400", "401", "403", "404", "406", "409", "415", "422")));
  }

  private static Json schema(String name) {
    return Json.reference("schemas", name);
  }

  private static Json one(SchemaRegistry registry, ResourceType type) {
    return ResourceSchemas.document(registry, type, schema(type.name()));
  }

  private static Json body(Json content) {
    return Json.object().with("required", true).with("content", content);
  }

  private static Json results(OpenApi.Writing writing) {
    var types = writing.types().stream().map(type -> schema(type.name())).toList();
    var result = Json.object().with("data", ResourceSchemas.anyOf(types));
    var results =
        Json.object()
            .with("type", "array")
            .with("description", "The resource of each operation, as it is after all of them.")
            .with("items", ResourceSchemas.closed(result, "data"));
    var text = Json.object().with("type", "string");
    var jsonapi =
        Json.object()
            .with("version", text)
            .with("ext", Json.object().with("type", "array").with("items", text));
    return ResourceSchemas.closed(
        Json.object()
            .with("atomic:results", results)
            .with("jsonapi", ResourceSchemas.closed(jsonapi, "version", "ext")),
        "atomic:results",
        "jsonapi");
  }

  private static Json responses(String status, Json headers, Json content, List<String> refusals) {
    var success =
        Json.object()
            .with("description", "Success")
            .with("headers", headers)
            .with("content", content);
    return Operations.refusals(Json.object().with(status, success), refusals);
  }
}
