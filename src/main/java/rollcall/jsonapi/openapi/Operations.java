package rollcall.jsonapi.openapi;

import java.util.List;
import rollcall.jsonapi.schema.ResourceType;
import rollcall.jsonapi.schema.SchemaRegistry;

/// The paths of a document: for each resource the list, and one by its id.
final class Operations {
  private Operations() {}

  /// The paths of all resources of `registry`.
  static Json paths(SchemaRegistry registry) {
    var paths = Json.object();
    for (var type : registry.types()) {
      var list = "/api/" + type.path();
      paths.with(list, Json.object().with("get", list(registry, type)));
      paths.with(list + "/{id}", Json.object().with("get", one(registry, type)));
    }
    return paths;
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
        .with("responses", responses(registry, type, data, List.of("400", "401", "403", "406")));
  }

  private static Json one(SchemaRegistry registry, ResourceType type) {
    var data = Json.reference("schemas", type.name());
    return operation(type, "get" + type.name())
        .with("summary", "Get one of the " + type.path())
        .with("description", "The " + type.name() + " of that id in the token's organisation.")
        .with("parameters", QueryParameters.ofOne(registry, type))
        .with(
            "responses",
            responses(registry, type, data, List.of("400", "401", "403", "404", "406")));
  }

  private static Json operation(ResourceType type, String id) {
    return Json.object().with("operationId", id).with("tags", List.of(type.name()));
  }

  private static Json responses(
      SchemaRegistry registry, ResourceType type, Json data, List<String> refusals) {
    var schema = ResourceSchemas.document(registry, type, data);
    var responses =
        Json.object()
            .with(
                "200",
                Json.object()
                    .with("description", "Success")
                    .with("content", ResourceSchemas.content(schema)));
    for (var status : refusals) {
      responses.with(status, ErrorResponses.reference(status));
    }
    return responses.with("default", ErrorResponses.reference("default"));
  }

  private static String capitalised(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }
}
