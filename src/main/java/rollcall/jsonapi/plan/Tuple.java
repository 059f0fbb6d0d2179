package rollcall.jsonapi.plan;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rollcall.jsonapi.schema.Relationship;

/// A row in memory, with the rows that it leads to, all of one tenant.
public interface Tuple {
  /// The value in `column`: a `String`, `Long`, `UUID` or `Instant`, or null.
  @Nullable Object value(String column);

  /// The row at the other end of a relationship whose id this row holds.
  Optional<Tuple> related(Relationship.BelongsTo relationship);

  /// The rows that hold this row's id.
  List<Tuple> related(Relationship.HasOne relationship);
}
