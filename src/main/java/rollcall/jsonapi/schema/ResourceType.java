package rollcall.jsonapi.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// A resource as the API shows it and the database keeps it: `name` is the JSON:API type, `path`
/// the last part of its URL, `table` its table, `tenantColumn` the column that holds its
/// organisation. `attributes` stand in the order of the published reference and do not hold `id`,
/// which every resource has. `searches` are the further names that a filter knows.
public record ResourceType(
    String name,
    String path,
    String table,
    String tenantColumn,
    List<Attribute> attributes,
    List<Relationship> relationships,
    DefaultOrder defaultOrder,
    List<Search> searches) {

  /// The identifier of every resource.
  public static final Attribute ID =
      Attribute.required("id", new ValueType.Uuid(), "The identifier, unique in the service.");

  /// Checks that names are distinct and that the default order names an attribute.
  public ResourceType {
    attributes = List.copyOf(attributes);
    relationships = List.copyOf(relationships);
    searches = List.copyOf(searches);
    var names = new HashSet<String>();
    names.add(ID.name());
    for (var attribute : attributes) {
      requireNew(names, attribute.name(), name);
    }
    for (var relationship : relationships) {
      requireNew(names, relationship.name(), name);
    }
    for (var search : searches) {
      requireNew(names, search.name(), name);
    }
    if (!names.contains(defaultOrder.attribute())) {
      throw new IllegalArgumentException(name + " is ordered by an unknown attribute");
    }
  }

  /// A type without searches.
  public ResourceType(
      String name,
      String path,
      String table,
      String tenantColumn,
      List<Attribute> attributes,
      List<Relationship> relationships,
      DefaultOrder defaultOrder) {
    this(name, path, table, tenantColumn, attributes, relationships, defaultOrder, List.of());
  }

  private static void requireNew(HashSet<String> names, String added, String type) {
    if (!names.add(added)) {
      throw new IllegalArgumentException(type + " declares " + added + " twice");
    }
  }

  /// The attributes that are shown of a resource unless others are named.
  public List<Attribute> shownAttributes() {
    return attributes.stream()
        .filter(attribute -> attribute.shown() == Attribute.Shown.ALWAYS)
        .toList();
  }

  /// The place of the attribute of that name among the attributes; fails when there is none.
  public int position(String attribute) {
    for (int i = 0; i < attributes.size(); i++) {
      if (attributes.get(i).name().equals(attribute)) {
        return i;
      }
    }
    throw new IllegalArgumentException(name + " has no attribute " + attribute);
  }

  /// `id` and the attributes, in order: the names that `fields` may hold.
  public List<Attribute> fields() {
    var fields = new ArrayList<Attribute>();
    fields.add(ID);
    fields.addAll(attributes);
    return List.copyOf(fields);
  }

  /// The fields that `sort` and `filter` may name, in order.
  public List<Attribute> comparableFields() {
    return fields().stream().filter(field -> field.type().comparable()).toList();
  }

  /// The field of that exact name.
  public Optional<Attribute> field(String field) {
    if (field.equals(ID.name())) {
      return Optional.of(ID);
    }
    for (var attribute : attributes) {
      if (attribute.name().equals(field)) {
        return Optional.of(attribute);
      }
    }
    return Optional.empty();
  }

  /// The search of that exact name.
  public Optional<Search> search(String search) {
    return searches.stream().filter(candidate -> candidate.name().equals(search)).findFirst();
  }

  /// The relationship of that exact name, or of that plural.
  public Optional<Relationship> relationship(String relationship) {
    return relationships.stream()
        .filter(
            candidate ->
                candidate.name().equals(relationship)
                    || (candidate instanceof Relationship.HasOne one
                        && one.plural().equals(relationship)))
        .findFirst();
  }
}
