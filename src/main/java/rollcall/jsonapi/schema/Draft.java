package rollcall.jsonapi.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of `type` that is to be written: an id, unless one is to be made, and a value for each
/// attribute in the order of the declaration, null where it has none. Values are `String` for text,
/// enumerations and JSON objects, else `Long`, `UUID` or `java.time.Instant`. `named` holds the
/// attributes that were said to have their value, which may be null; the others were not spoken of.
/// What is required is there and every value fits its type: whoever makes a draft has checked that.
public record Draft(
    ResourceType type, Optional<UUID> id, List<@Nullable Object> values, Set<String> named) {
  /// Copies its collections and checks the number of values.
  public Draft {
    values = Collections.unmodifiableList(new ArrayList<>(values));
    named = Set.copyOf(named);
    if (values.size() != type.attributes().size()) {
      throw new IllegalArgumentException(type.name() + " has other attributes");
    }
  }

  /// A draft that names the attributes that have a value.
  public static Draft of(ResourceType type, Optional<UUID> id, List<@Nullable Object> values) {
    var named = new HashSet<String>();
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) != null) {
        named.add(type.attributes().get(i).name());
      }
    }
    return new Draft(type, id, values, named);
  }

  /// Whether the attribute of that name was said to have its value.
  public boolean names(String attribute) {
    return named.contains(attribute);
  }

  /// The value of the attribute of that name.
  public @Nullable Object value(String attribute) {
    return values.get(type.position(attribute));
  }

  /// The same row, but that `attribute` has that value.
  public Draft with(String attribute, Object value) {
    var changed = new ArrayList<@Nullable Object>(values);
    changed.set(type.position(attribute), value);
    return new Draft(type, id, changed, named);
  }

  /// The same row under `id`.
  public Draft withId(UUID newId) {
    return new Draft(type, Optional.of(newId), values, named);
  }
}
