package rollcall.jsonapi.openapi;

import java.util.List;
import java.util.stream.Stream;
import rollcall.jsonapi.schema.ResourceType;
import rollcall.jsonapi.schema.SchemaRegistry;

/// The OpenAPI 3.1 document of an API, made from the declarations of its resources alone.
public final class OpenApi {
  private OpenApi() {}

  /// What a document says about the API as a whole.
  public record Summary(String title, String version, String description) {}

  /// What clients may write: resources of `types`, and `mostOperations` at once.
  public record Writing(List<ResourceType> types, int mostOperations) {
    /// Copies `types`.
    public Writing {
      types = List.copyOf(types);
    }
  }

  /// The JSON text of the document that describes reading the resources of `registry`, and
  /// `writing` some of them.
  public static String document(SchemaRegistry registry, Writing writing, Summary summary) {
    return Json.object()
        .with("openapi", "3.1.0")
        .with(
            "info",
            Json.object()
                .with("title", summary.title())
                .with("version", summary.version())
                .with("description", summary.description()))
        .with("servers", List.of(Json.object().with("url", "/")))
        .with("security", List.of(Json.object().with("bearerAuth", List.of())))
        .with("tags", tags(registry))
        .with("paths", Operations.paths(registry, writing))
        .with("components", components(registry, writing))
        .text();
  }

  private static List<Json> tags(SchemaRegistry registry) {
    var types =
        registry.types().stream()
            .map(type -> tag(type.name(), "Resources of the type " + type.name() + "."));
    var operations = tag(WriteOperations.TAG, "Many writes in one request, all or none.");
    return Stream.concat(types, Stream.of(operations)).toList();
  }

  private static Json tag(String name, String description) {
    return Json.object().with("name", name).with("description", description);
  }

  private static Json components(SchemaRegistry registry, Writing writing) {
    var schemas = Json.object();
    for (var type : registry.types()) {
      schemas.with(type.name(), ResourceSchemas.resource(type));
      schemas.withAll(FilterSchemas.schemas(registry, type));
    }
    writing.types().forEach(type -> schemas.withAll(RequestSchemas.schemas(type)));
    schemas.with(RequestSchemas.OPERATIONS, RequestSchemas.operations(writing));
    schemas.withAll(ErrorResponses.schemas());
    var bearer =
        Json.object()
            .with("type", "http")
            .with("scheme", "bearer")
            .with("bearerFormat", "JWT")
            .with("description", "JWT for bearer authentication");
    return Json.object()
        .with("schemas", schemas)
        .with("responses", ErrorResponses.responses())
        .with("parameters", WriteHeaders.parameters())
        .with("headers", WriteHeaders.headers())
        .with("securitySchemes", Json.object().with("bearerAuth", bearer));
  }
}
