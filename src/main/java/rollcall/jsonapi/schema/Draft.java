package rollcall.jsonapi.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of `type` that is to be written: an id, unless one is to be made, and a value for each
/// attribute in the order of the declaration, null where it has none. Values are `String` for text,
/// enumerations and JSON objects, else `Long`, `UUID` or `java.time.Instant`. What is required is
/// there and every value fits its type: whoever makes a draft has checked that.
public record Draft(ResourceType type, Optional<UUID> id, List<@Nullable Object> values) {
  /// Copies `values` and checks their number.
  public Draft {
    values = Collections.unmodifiableList(new ArrayList<>(values));
    if (values.size() != type.attributes().size()) {
      throw new IllegalArgumentException(type.name() + " has other attributes");
    }
  }
}
