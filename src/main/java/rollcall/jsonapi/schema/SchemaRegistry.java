package rollcall.jsonapi.schema;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All resource types of the service, by name. Immutable, so thread-safe.
public final class SchemaRegistry {
  private final Map<String, ResourceType> types;

  private SchemaRegistry(Map<String, ResourceType> types) {
    this.types = types;
  }

  /// A registry of `types`; fails with all faults together when a relationship names a type or a
  /// column that is not there.
  public static SchemaRegistry of(ResourceType... types) {
    var byName = new LinkedHashMap<String, ResourceType>();
    Arrays.stream(types).forEach(type -> byName.put(type.name(), type));
    var faults = new ArrayList<String>();
    for (var type : types) {
      for (var relationship : type.relationships()) {
        fault(type, relationship, byName).ifPresent(faults::add);
      }
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", faults));
    }
    return new SchemaRegistry(byName);
  }

  private static Optional<String> fault(
      ResourceType type, Relationship relationship, Map<String, ResourceType> types) {
    var target = types.get(relationship.target());
    if (target == null) {
      return Optional.of(
          type.name() + "." + relationship.name() + " names no type: " + relationship.target());
    }
    return switch (relationship) {
      case Relationship.BelongsTo belongs -> missingColumn(type, belongs.column());
      case Relationship.HasOne one -> missingColumn(target, one.foreignColumn());
    };
  }

  private static Optional<String> missingColumn(ResourceType type, String column) {
    return column.equals(type.tenantColumn()) || type.field(column).isPresent()
        ? Optional.empty()
        : Optional.of(type.name() + " has no column " + column);
  }

  /// All types, in the order they were declared.
  public List<ResourceType> types() {
    return List.copyOf(types.values());
  }

  /// The type of that exact name.
  public Optional<ResourceType> type(String name) {
    return Optional.ofNullable(types.get(name));
  }

  /// The type that a relationship points at.
  public ResourceType target(Relationship relationship) {
    return type(relationship.target()).orElseThrow();
  }
}
