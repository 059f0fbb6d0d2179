package rollcall.jsonapi.plan;

import java.util.Optional;
import java.util.OptionalLong;

/// The part of a list that is read: at most `limit` rows, behind so many others (`offset`) or
/// beyond a `boundary`; and whether all rows of the list are `counted`.
public record Page(int limit, OptionalLong offset, Optional<Boundary> boundary, boolean counted) {

  /// Whether the page ends at its boundary instead of beginning there.
  public boolean backwards() {
    return boundary.isPresent() && boundary.get().backwards();
  }

  /// How many rows to ask for: one more than are shown, which tells whether any follow.
  public int rowsToRead() {
    return limit + 1;
  }
}
