package rollcall.jsonapi.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import rollcall.jsonapi.schema.Attribute;
import rollcall.jsonapi.schema.Relationship;
import rollcall.jsonapi.schema.ResourceType;

/// The schemas of what is sent to write: documents of one resource, and operations.
final class RequestSchemas {
  /// The name of the schema of a document of operations.
  static final String OPERATIONS = "operations";

  private RequestSchemas() {}

  /// The name of the schema of the document that makes a `type`.
  static String creation(ResourceType type) {
    return type.name() + "-create";
  }

  /// The name of the schema of the document that changes a `type`.
  static String change(ResourceType type) {
    return type.name() + "-update";
  }

  /// The schemas of the documents that write a `type`, by name.
  static Json schemas(ResourceType type) {
    return Json.object()
        .with(
            creation(type),
            document(made(type, Json.object()), "What makes a resource of the type " + type.name()))
        .with(
            change(type),
            document(changed(type, "id"), "What changes a resource of the type " + type.name()));
  }

  private static Json document(Json data, String description) {
    return ResourceSchemas.closed(withIgnored(Json.object().with("data", data)), "data")
        .with("description", description + ".");
  }

  /// `properties` and what may stand beside them and says nothing.
  private static Json withIgnored(Json properties) {
    return properties
        .with("jsonapi", ResourceSchemas.anyObject())
        .with("links", ResourceSchemas.anyObject())
        .with("meta", ResourceSchemas.anyObject());
  }

  /// The resource object that makes a `type`, with `more` members.
  private static Json made(ResourceType type, Json more) {
    var attributes = attributes(type, attribute -> attribute.written().onCreate());
    var required =
        type.attributes().stream()
            .filter(attribute -> attribute.written().required())
            .map(Attribute::name)
            .toArray(String[]::new);
    var properties =
        Json.object()
            .with("type", constant(type.name()))
            .withAll(more)
            .with("attributes", ResourceSchemas.closed(attributes, required))
            .with("relationships", relationships(type, Attribute.Written::onCreate))
            .with("links", ResourceSchemas.anyObject())
            .with("meta", ResourceSchemas.anyObject());
    return required.length == 0
        ? ResourceSchemas.closed(properties, "type")
        : ResourceSchemas.closed(properties, "type", "attributes");
  }

  /// The resource object that changes a `type`; only what is sent changes.
  private static Json changed(ResourceType type, String... required) {
    var attributes = attributes(type, attribute -> attribute.written().onUpdate());
    var members = new ArrayList<>(List.of("type"));
    members.addAll(List.of(required));
    return ResourceSchemas.closed(
        ResourceSchemas.identifier(type.name())
            .with("attributes", ResourceSchemas.closed(attributes))
            .with("relationships", relationships(type, Attribute.Written::onUpdate))
            .with("links", ResourceSchemas.anyObject())
            .with("meta", ResourceSchemas.anyObject()),
        members.toArray(String[]::new));
  }

  private static Json attributes(ResourceType type, Predicate<Attribute> writable) {
    var attributes = Json.object();
    type.attributes().stream()
        .filter(writable)
        .forEach(attribute -> attributes.with(attribute.name(), ValueSchemas.of(attribute)));
    return attributes;
  }

  /// The relationships that are another way to say an attribute.
  private static Json relationships(ResourceType type, Predicate<Attribute.Written> writable) {
    var relationships = Json.object();
    for (var relationship : type.relationships()) {
      if (relationship instanceof Relationship.BelongsTo belongs
          && type.field(belongs.column()).filter(f -> writable.test(f.written())).isPresent()) {
        relationships.with(relationship.name(), relationship(belongs));
      }
    }
    return ResourceSchemas.closed(relationships);
  }

  private static Json relationship(Relationship.BelongsTo relationship) {
    var data =
        ResourceSchemas.closed(
                ResourceSchemas.identifier(relationship.target())
                    .with("lid", localId())
                    .with("meta", ResourceSchemas.anyObject()),
                "type")
            .with("type", List.of("object", "null"))
            .with("description", "The same as " + relationship.column() + ".");
    return ResourceSchemas.closed(
        Json.object()
            .with("data", data)
            .with("links", ResourceSchemas.anyObject())
            .with("meta", ResourceSchemas.anyObject()),
        "data");
  }

  /// The document of many writes.
  static Json operations(OpenApi.Writing writing) {
    var kinds = new ArrayList<Json>();
    for (var type : writing.types()) {
      kinds.add(operation("add", made(type, Json.object().with("lid", localId()))));
      kinds.add(operation("update", changed(type)));
    }
    var operations =
        Json.object()
            .with("type", "array")
            .with("minItems", 1)
            .with("maxItems", writing.mostOperations())
            .with("items", ResourceSchemas.anyOf(kinds));
    return ResourceSchemas.closed(
            withIgnored(Json.object().with("atomic:operations", operations)), "atomic:operations")
        .with("description", "Writes in their order, all or none.");
  }

  private static Json operation(String op, Json data) {
    var properties = Json.object().with("op", constant(op)).with("href", text());
    if (op.equals("update")) {
      properties.with(
          "ref",
          ResourceSchemas.closed(
              Json.object().with("type", text()).with("id", text()).with("lid", localId()),
              "type"));
    }
    properties.with("data", data).with("meta", ResourceSchemas.anyObject());
    return ResourceSchemas.closed(properties, "op", "data");
  }

  private static Json localId() {
    return text()
        .with("description", "A name for what an operation makes, for the operations after it.");
  }

  private static Json constant(String word) {
    return text().with("const", word);
  }

  private static Json text() {
    return Json.object().with("type", "string");
  }
}
