package rollcall.jsonapi.query;

import java.util.List;
import java.util.Map;
import rollcall.jsonapi.schema.Attribute;
import rollcall.jsonapi.schema.ResourceType;

/// The attributes to show of each resource type; of a type that is not named, those that are shown
/// unless others are named.
public record Fieldsets(Map<String, List<Attribute>> byType) {
  /// Nothing limited.
  public static final Fieldsets ALL = new Fieldsets(Map.of());

  /// Copies `byType`.
  public Fieldsets {
    byType = Map.copyOf(byType);
  }

  /// The attributes to show of `type`, in the order of its declaration.
  public List<Attribute> of(ResourceType type) {
    var named = byType.get(type.name());
    return named == null
        ? type.shownAttributes()
        : type.attributes().stream().filter(named::contains).toList();
  }
}
