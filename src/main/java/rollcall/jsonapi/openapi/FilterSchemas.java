package rollcall.jsonapi.openapi;

import java.util.List;
import rollcall.jsonapi.query.Operator;
import rollcall.jsonapi.schema.ResourceType;
import rollcall.jsonapi.schema.SchemaRegistry;
import rollcall.jsonapi.schema.ValueType;

/// The schemas of filters: for each resource its own, and one for each of its fields.
final class FilterSchemas {
  private FilterSchemas() {}

  /// The name of the schema of the filter of `type`.
  static String name(ResourceType type) {
    return type.name() + "-filter";
  }

  private static String name(ResourceType type, String field) {
    return name(type) + "-" + field;
  }

  /// All filter schemas of `type`, by name.
  static Json schemas(SchemaRegistry registry, ResourceType type) {
    var schemas = Json.object().with(name(type), filter(registry, type));
    for (var field : type.comparableFields()) {
      schemas.with(
          name(type, field.name()),
          conditions(field.name(), field.description(), field.type(), Operator.of(field.type())));
    }
    for (var search : type.searches()) {
      var values = search.fields().getFirst().type();
      schemas.with(
          name(type, search.name()),
          conditions(search.name(), search.description(), values, List.of(Operator.MATCHES)));
    }
    return schemas;
  }

  private static Json filter(SchemaRegistry registry, ResourceType type) {
    var self = Json.reference("schemas", name(type));
    var properties = Json.object();
    for (var field : type.comparableFields()) {
      properties.with(field.name(), Json.reference("schemas", name(type, field.name())));
    }
    for (var search : type.searches()) {
      properties.with(search.name(), Json.reference("schemas", name(type, search.name())));
    }
    for (var relationship : type.relationships()) {
      var target = registry.target(relationship);
      properties.with(relationship.name(), Json.reference("schemas", name(target)));
    }
    properties.with("and", arrayOf(self)).with("or", arrayOf(self)).with("not", self);
    return Json.object()
        .with("type", "object")
        .with("description", "Conditions on a " + type.name() + ", all of them to be true.")
        .with("properties", properties)
        .with("additionalProperties", false);
  }

  private static Json conditions(
      String name, String description, ValueType type, List<Operator> operators) {
    var properties = Json.object();
    for (var operator : operators) {
      // The names that are signs (`==`, `>=`) would be no names in generated clients.
      operator.names().stream()
          .filter(word -> Character.isLetter(word.charAt(0)))
          .forEach(word -> properties.with(word, operand(operator, type)));
    }
    return Json.object()
        .with("type", "object")
        .with("description", "Conditions on " + name + ": " + description)
        .with("properties", properties)
        .with("additionalProperties", false);
  }

  private static Json operand(Operator operator, ValueType type) {
    return switch (operator) {
      case IN -> arrayOf(ValueSchemas.of(type));
      case IS_NIL -> Json.object().with("type", "boolean");
      case CONTAINS, STARTS_WITH, ENDS_WITH, LIKE, ILIKE, MATCHES ->
          Json.object().with("type", "string");
      case EQ, NOT_EQ, GT, GTE, LT, LTE, IS_DISTINCT_FROM, IS_NOT_DISTINCT_FROM ->
          ValueSchemas.of(type);
    };
  }

  private static Json arrayOf(Object items) {
    return Json.object().with("type", "array").with("items", items);
  }
}
