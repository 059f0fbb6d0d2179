package rollcall.jsonapi.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rollcall.jsonapi.schema.Attribute;
import rollcall.jsonapi.schema.Draft;
import rollcall.jsonapi.schema.ResourceType;

/// Many rows of one type as an array for each column, so that the text of a statement does not
/// depend on their number: the id, the attributes, then columns that are none. Immutable.
final class RowArrays {
  /// The columns of every table that hold when a row was written; the writers fill them.
  static final List<String> WRITING_TIMES = List.of("inserted_at", "updated_at");

  private final ResourceType type;
  private final List<Attribute> attributes;
  private final List<Column> columns;

  RowArrays(ResourceType type, List<Column> more) {
    this.type = type;
    this.attributes =
        type.attributes().stream()
            .filter(attribute -> !WRITING_TIMES.contains(attribute.name()))
            .toList();
    var all = new ArrayList<Column>();
    all.add(new Column(ResourceType.ID.name(), ResourceType.ID.type().sqlType()));
    attributes.forEach(
        attribute -> all.add(new Column(attribute.name(), attribute.type().sqlType())));
    all.addAll(more);
    this.columns = List.copyOf(all);
  }

  List<Column> columns() {
    return columns;
  }

  /// A value for each of `columns()`, of `drafts`, which have ids, and `more`.
  List<Object> binds(List<Draft> drafts, List<? extends List<?>> more) {
    var binds = new ArrayList<Object>();
    binds.add(drafts.stream().map(draft -> draft.id().orElseThrow()).toList());
    for (var attribute : attributes) {
      binds.add(values(drafts, type.position(attribute.name())));
    }
    binds.addAll(more);
    return binds;
  }

  private static List<@Nullable Object> values(List<Draft> drafts, int attribute) {
    var values = new ArrayList<@Nullable Object>(drafts.size());
    drafts.forEach(draft -> values.add(draft.values().get(attribute)));
    return values;
  }

  /// `part` of each of `columns`, separated by commas.
  static String joined(List<Column> columns, Function<Column, String> part) {
    return columns.stream().map(part).collect(Collectors.joining(", "));
  }
}
