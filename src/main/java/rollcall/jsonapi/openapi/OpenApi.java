package rollcall.jsonapi.openapi;

import java.util.List;
import rollcall.jsonapi.schema.ResourceType;
import rollcall.jsonapi.schema.SchemaRegistry;

/// The OpenAPI 3.1 document of an API, made from the declarations of its resources alone.
public final class OpenApi {
  private OpenApi() {}

  /// What a document says about the API as a whole.
  public record Summary(String title, String version, String description) {}

  /// The JSON text of the document that describes reading the resources of `registry`.
  public static String document(SchemaRegistry registry, Summary summary) {
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
        .with("tags", registry.types().stream().map(OpenApi::tag).toList())
        .with("paths", Operations.paths(registry))
        .with("components", components(registry))
        .text();
  }

  private static Json tag(ResourceType type) {
    return Json.object()
        .with("name", type.name())
        .with("description", "Reading resources of the type " + type.name() + ".");
  }

  private static Json components(SchemaRegistry registry) {
    var schemas = Json.object();
    for (var type : registry.types()) {
      schemas.with(type.name(), ResourceSchemas.resource(type));
      schemas.withAll(FilterSchemas.schemas(registry, type));
    }
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
        .with("securitySchemes", Json.object().with("bearerAuth", bearer));
  }
}
