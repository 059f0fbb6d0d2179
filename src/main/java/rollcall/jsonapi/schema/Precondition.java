package rollcall.jsonapi.schema;

import java.util.Optional;
import java.util.Set;

/// What must be true of a row before it is changed: that its version, the `updated_at` in
/// microseconds since 1970, is one of `versions`, when there are any.
public record Precondition(Optional<Set<Long>> versions) {
  /// Nothing.
  public static final Precondition NONE = new Precondition(Optional.empty());

  /// Copies the set.
  public Precondition {
    versions = versions.map(Set::copyOf);
  }

  /// Whether a row of that version may be changed.
  public boolean allows(long version) {
    return versions.isEmpty() || versions.get().contains(version);
  }
}
