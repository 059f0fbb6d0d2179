package rollcall.jsonapi.openapi;

import java.util.List;
import rollcall.jsonapi.schema.Relationship;
import rollcall.jsonapi.schema.ResourceType;
import rollcall.jsonapi.schema.SchemaRegistry;

/// The schemas of what is answered: resource objects and the documents around them.
final class ResourceSchemas {
  /// The media type of JSON:API.
  static final String MEDIA_TYPE = "application/vnd.api+json";

  private ResourceSchemas() {}

  /// A body of `schema` in the media type of JSON:API.
  static Json content(Json schema) {
    return Json.object().with(MEDIA_TYPE, Json.object().with("schema", schema));
  }

  /// The document whose primary data, of `type`, has the schema `data`.
  static Json document(SchemaRegistry registry, ResourceType type, Json data) {
    return document(registry, type, data, Json.object().with("self", text()));
  }

  /// The document of a list of `type`, which has the schema `data`, or of a page of it, which leads
  /// to others.
  static Json list(SchemaRegistry registry, ResourceType type, Json data) {
    var links =
        Json.object()
            .with("self", text())
            .with("first", text())
            .with("prev", textOrNull())
            .with("next", textOrNull())
            .with("last", text());
    return document(registry, type, data, links);
  }

  private static Json document(SchemaRegistry registry, ResourceType type, Json data, Json links) {
    var properties =
        Json.object()
            .with("data", data)
            .with("included", included(registry, type))
            .with("jsonapi", jsonapi())
            .with("links", closed(links, "self"))
            .with("meta", anyObject());
    return closed(properties, "data", "jsonapi", "links", "meta");
  }

  private static Json included(SchemaRegistry registry, ResourceType type) {
    var related =
        type.relationships().stream()
            .map(relationship -> registry.target(relationship).name())
            .distinct()
            .map(target -> Json.reference("schemas", target))
            .toList();
    // There is nothing to choose from where a type has no relationships.
    var items = related.isEmpty() ? Json.object().with("not", Json.object()) : anyOf(related);
    return Json.object()
        .with("type", "array")
        .with("description", "The related resources that `include` named, each once.")
        .with("items", items);
  }

  /// Any of `schemas`.
  static Json anyOf(List<Json> schemas) {
    return Json.object().with("anyOf", schemas);
  }

  /// The `jsonapi` member of every document.
  static Json jsonapi() {
    var profiles =
        Json.object()
            .with("type", "array")
            .with("description", "The profiles that are applied, which `Accept` asked for.")
            .with("items", text().with("format", "uri"));
    return closed(Json.object().with("version", text()).with("profile", profiles), "version");
  }

  /// The resource object of `type`. No attribute is required: `fields` may leave out any.
  static Json resource(ResourceType type) {
    var attributes = Json.object();
    for (var attribute : type.attributes()) {
      var schema = ValueSchemas.of(attribute);
      attributes.with(
          attribute.name(),
          attribute.written().onCreate() ? schema : schema.with("readOnly", true));
    }
    var relationships = Json.object();
    for (var relationship : type.relationships()) {
      relationships.with(relationship.name(), relationship(relationship));
    }
    var properties =
        identifier(type.name())
            .with(
                "attributes",
                closed(attributes)
                    .with("description", "The attributes that were asked for, all by default."))
            .with("relationships", closed(relationships))
            .with("links", anyObject())
            .with("meta", anyObject());
    return closed(properties, "type", "id", "attributes", "relationships", "links", "meta")
        .with("description", "A resource object representing a " + type.name());
  }

  private static Json relationship(Relationship relationship) {
    var data =
        closed(identifier(relationship.target()).with("meta", anyObject()), "type", "id", "meta")
            .with("type", List.of("object", "null"))
            .with("description", "An identifier for " + relationship.name() + ", if there is one.");
    var properties =
        Json.object().with("data", data).with("links", anyObject()).with("meta", anyObject());
    return closed(properties, "data", "links", "meta");
  }

  /// The members that say which resource of that type is meant.
  static Json identifier(String type) {
    return Json.object()
        .with("type", text().with("const", type))
        .with("id", ValueSchemas.of(ResourceType.ID));
  }

  /// An object of exactly `properties`, the `required` ones always there.
  static Json closed(Json properties, String... required) {
    var schema = Json.object().with("type", "object").with("properties", properties);
    if (required.length > 0) {
      schema.with("required", List.of(required));
    }
    return schema.with("additionalProperties", false);
  }

  /// An object of which nothing is said.
  static Json anyObject() {
    return Json.object().with("type", "object").with("additionalProperties", true);
  }

  private static Json text() {
    return Json.object().with("type", "string");
  }

  private static Json textOrNull() {
    return Json.object().with("type", List.of("string", "null"));
  }
}
