package rollcall.jsonapi.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rollcall.jsonapi.schema.Attribute;
import rollcall.jsonapi.schema.ResourceType;
import rollcall.jsonapi.schema.ValueType;

/// The members of a plain row of a type, by position: the id, the attributes that a client may
/// give, and at the `end` of those the tenant, unless that is the id or an attribute. A row may
/// leave out its id and tenant.
record Members(List<Attribute> all, Map<String, Integer> positions, int end) {
  /// The position of the id.
  static final int ID = 0;

  /// The position of the first attribute.
  static final int FIRST_ATTRIBUTE = 1;

  /// The members of a row of `type`.
  static Members of(ResourceType type) {
    var id = ResourceType.ID;
    var all = new ArrayList<Attribute>();
    all.add(Attribute.nullable(id.name(), id.type(), id.description()));
    type.attributes().stream()
        .filter(attribute -> attribute.written().onCreate())
        .forEach(all::add);
    var end = all.size();
    if (type.field(type.tenantColumn()).isEmpty()) {
      all.add(Attribute.nullable(type.tenantColumn(), new ValueType.Uuid(), "The tenant."));
    }
    var positions = new HashMap<String, Integer>();
    for (var i = 0; i < all.size(); i++) {
      positions.put(all.get(i).name(), i);
    }
    return new Members(List.copyOf(all), Map.copyOf(positions), end);
  }

  /// The position of the tenant, if the row has a member for it.
  Optional<Integer> tenant() {
    return end < all.size() ? Optional.of(end) : Optional.empty();
  }

  /// The position of the member of that exact name.
  Optional<Integer> position(String name) {
    return Optional.ofNullable(positions.get(name));
  }

  /// The names, in order.
  List<String> names() {
    return all.stream().map(Attribute::name).toList();
  }
}
