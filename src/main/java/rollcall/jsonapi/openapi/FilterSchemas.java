package rollcall.jsonapi.openapi;

import rollcall.jsonapi.query.Operator;
import rollcall.jsonapi.schema.Attribute;
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

  private static String name(ResourceType type, Attribute field) {
    return name(type) + "-" + field.name();
  }

  /// All filter schemas of `type`, by name.
  static Json schemas(SchemaRegistry registry, ResourceType type) {
    var schemas = Json.object().with(name(type), filter(registry, type));
    for (var field : type.comparableFields()) {
      schemas.with(name(type, field), conditions(field));
    }
    return schemas;
  }

  private static Json filter(SchemaRegistry registry, ResourceType type) {
    var self = Json.reference("schemas", name(type));
    var properties = Json.object();
    for (var field : type.comparableFields()) {
      properties.with(field.name(), Json.reference("schemas", name(type, field)));
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

  private static Json conditions(Attribute field) {
    var properties = Json.object();
    for (var operator : Operator.of(field.type())) {
      // The names that are signs (`==`, `>=`) would be no names in generated clients.
      operator.names().stream()
          .filter(name -> Character.isLetter(name.charAt(0)))
          .forEach(name -> properties.with(name, operand(operator, field.type())));
    }
    return Json.object()
        .with("type", "object")
        .with("description", "Conditions on " + field.name() + ": " + field.description())
        .with("properties", properties)
        .with("additionalProperties", false);
  }

  private static Json operand(Operator operator, ValueType type) {
    return switch (operator) {
      case IN -> arrayOf(ValueSchemas.of(type));
      case IS_NIL -> Json.object().with("type", "boolean");
      case CONTAINS, STARTS_WITH, ENDS_WITH, LIKE, ILIKE -> Json.object().with("type", "string");
      case EQ, NOT_EQ, GT, GTE, LT, LTE, IS_DISTINCT_FROM, IS_NOT_DISTINCT_FROM ->
          ValueSchemas.of(type);
    };
  }

  private static Json arrayOf(Object items) {
    return Json.object().with("type", "array").with("items", items);
  }
}
