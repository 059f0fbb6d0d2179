package rollcall.jsonapi.openapi;

import java.util.List;
import rollcall.export.ExportFormat;
import rollcall.jsonapi.schema.ResourceType;
import rollcall.jsonapi.schema.SchemaRegistry;

/// The paths of a document: for each resource the list, and one by its id, and many writes at once.
final class Operations {
  private Operations() {}

  /// The paths of all resources of `registry`, some of which are for `writing`.
  static Json paths(SchemaRegistry registry, OpenApi.Writing writing) {
    var paths = Json.object();
    for (var type : registry.types()) {
      var all = Json.object().with("get", list(registry, type));
      var one = Json.object().with("get", one(registry, type));
      if (writing.types().contains(type)) {
        all.with("post", WriteOperations.create(registry, type));
        one.with("patch", WriteOperations.update(registry, type));
      }
      paths.with("/api/" + type.path(), all);
      paths.with("/api/" + type.path() + "/{id}", one);
    }
    return paths.with(
        "/api/operations", Json.object().with("post", WriteOperations.operations(writing)));
  }

  private static Json list(SchemaRegistry registry, ResourceType type) {
    var data =
        Json.object()
            .with("type", "array")
            .with("description", "An array of resource objects representing a " + type.name())
            .with("items", Json.reference("schemas", type.name()));
    return operation(type, "list" + capitalised(type.path()))
        .with("summary", "List " + type.path())
        .with(
            "description",
            "All " + type.path() + " of the token's organisation that match the filter.")
        .with("parameters", QueryParameters.ofList(registry, type))
        .with(
            "responses",
            responses(
                withFiles(ResourceSchemas.content(ResourceSchemas.list(registry, type, data))),
                Json.object(),
                List.of("400", "401", "403", "406")));
  }

  /// `content`, and the same list as files.
  private static Json withFiles(Json content) {
    for (var format : ExportFormat.values()) {
      var isBinary = format == ExportFormat.PARQUET;
      content.with(
          format.mediaType(),
          isBinary
              ? Json.object()
              : Json.object().with("schema", Json.object().with("type", "string")));
    }
    return content;
  }

  private static Json one(SchemaRegistry registry, ResourceType type) {
    var data = Json.reference("schemas", type.name());
    return operation(type, "get" + type.name())
        .with("summary", "Get one of the " + type.path())
        .with("description", "The " + type.name() + " of that id in the token's organisation.")
        .with("parameters", QueryParameters.ofOne(registry, type))
        .with(
            "responses",
            responses(
                ResourceSchemas.content(ResourceSchemas.document(registry, type, data)),
                WriteHeaders.of("ETag"),
                List.of("400", "401", "403", "404", "406")));
  }

  /// What every operation on resources of `type` says of itself.
  static Json operation(ResourceType type, String id) {
    return Json.object().with("operationId", id).with("tags", List.of(type.name()));
  }

  private static Json responses(Json content, Json headers, List<String> refusals) {
    var success =
        Json.object()
            .with("description", "Success")
            .with("headers", headers)
            .with("content", content);
    return refusals(Json.object().with("200", success), refusals);
  }

  /// `responses` with the answers of those statuses, and that of any other.
  static Json refusals(Json responses, List<String> refusals) {
    for (var status : refusals) {
      responses.with(status, ErrorResponses.reference(status));
    }
    return responses.with("default", ErrorResponses.reference("default"));
  }

  private static String capitalised(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }
}
