package rollcall.jsonapi.query;

import java.util.List;
import rollcall.jsonapi.schema.Relationship;

/// A request for resources as the client wrote it, names resolved and values still text. `sort` is
/// empty when the client left the order open.
public record Query(
    Filter filter, List<SortKey> sort, List<Relationship> includes, Fieldsets fieldsets) {
  /// Copies its lists.
  public Query {
    sort = List.copyOf(sort);
    includes = List.copyOf(includes);
  }
}
