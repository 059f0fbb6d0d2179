package rollcall.jsonapi.query;

import java.util.List;
import java.util.Optional;
import rollcall.jsonapi.schema.Relationship;

/// A request for resources as the client wrote it, names resolved and values still text. `sort` is
/// empty when the client left the order open, `page` when it wants the whole list.
public record Query(
    Filter filter,
    List<SortKey> sort,
    List<Relationship> includes,
    Fieldsets fieldsets,
    Optional<PageRequest> page) {
  /// Everything, in the default order, with all fields.
  public static final Query OF_ALL =
      new Query(Filter.EVERYTHING, List.of(), List.of(), Fieldsets.ALL, Optional.empty());

  /// Copies its lists.
  public Query {
    sort = List.copyOf(sort);
    includes = List.copyOf(includes);
  }
}
