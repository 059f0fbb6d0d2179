package rollcall.jsonapi.plan;

import java.util.List;
import java.util.Optional;

/// A place in the order of a list, told by the values that a row there has in the keys of the order
/// (a `String`, `Long`, `UUID` or `Instant` each, nothing for null), whether or not there is such a
/// row. `backwards` means what comes before it, otherwise what comes after it; a row with exactly
/// these values is meant as well when the boundary is `inclusive`.
public record Boundary(List<Optional<Object>> values, boolean backwards, boolean inclusive) {
  /// Copies `values`.
  public Boundary {
    values = List.copyOf(values);
  }
}
