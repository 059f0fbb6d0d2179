package rollcall.jsonapi.sql;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rollcall.database.Session;
import rollcall.database.SqlStatement;
import rollcall.jsonapi.schema.Attribute;
import rollcall.jsonapi.schema.Draft;
import rollcall.jsonapi.schema.ResourceType;

/// Writes the one `insert` of many drafts of a resource: an array for each column, so that the text
/// does not depend on their number. Rows that collide with one that is there are passed over.
/// Immutable, so thread-safe.
public final class InsertWriter {
  /// A column that is no attribute, and the PostgreSQL type of its values.
  public record Column(String name, String type) {}

  /// The columns of every table that hold when a row was written.
  private static final List<String> WRITING_TIMES = List.of("inserted_at", "updated_at");

  private final ResourceType type;
  private final List<Attribute> attributes;
  private final String text;

  /// Writes rows of `type`, with values for `more` columns beside its attributes.
  public InsertWriter(ResourceType type, Column... more) {
    this.type = type;
    this.attributes =
        type.attributes().stream()
            .filter(attribute -> !WRITING_TIMES.contains(attribute.name()))
            .toList();
    var columns = new ArrayList<Column>();
    if (!isTenant()) {
      columns.add(new Column(type.tenantColumn(), "uuid"));
    }
    columns.add(new Column(ResourceType.ID.name(), ResourceType.ID.type().sqlType()));
    attributes.forEach(
        attribute -> columns.add(new Column(attribute.name(), attribute.type().sqlType())));
    WRITING_TIMES.forEach(name -> columns.add(new Column(name, "timestamptz")));
    columns.addAll(Arrays.asList(more));
    var names = joined(columns, Column::name);
    text =
        ("insert into %s (%s) select %s from unnest(%s) as new (%s)"
                + " on conflict do nothing returning id")
            .formatted(
                type.table(),
                names,
                names,
                joined(columns, column -> "?::" + column.type() + "[]"),
                names);
  }

  private static String joined(List<Column> columns, Function<Column, String> part) {
    return columns.stream().map(part).collect(Collectors.joining(", "));
  }

  /// Whether a row is the tenant, rather than belongs to it.
  private boolean isTenant() {
    return type.tenantColumn().equals(ResourceType.ID.name());
  }

  /// Inserts `drafts`, all with ids, for `tenant` at the time `at`, and gives the ids of those that
  /// were written; `more` holds a list of values for each further column.
  public Set<UUID> insert(
      Session session, UUID tenant, Instant at, List<Draft> drafts, List<?>... more) {
    var written = new HashSet<UUID>();
    var rows = session.query(statement(tenant, at, drafts, more));
    while (rows.next()) {
      written.add(rows.uuid(0));
    }
    return written;
  }

  private SqlStatement statement(UUID tenant, Instant at, List<Draft> drafts, List<?>... more) {
    var binds = new ArrayList<Object>();
    if (!isTenant()) {
      binds.add(Collections.nCopies(drafts.size(), tenant));
    }
    binds.add(drafts.stream().map(draft -> draft.id().orElseThrow()).toList());
    for (var attribute : attributes) {
      binds.add(values(drafts, type.position(attribute.name())));
    }
    WRITING_TIMES.forEach(_ -> binds.add(Collections.nCopies(drafts.size(), at)));
    binds.addAll(Arrays.asList(more));
    return new SqlStatement(text, binds);
  }

  private static List<@Nullable Object> values(List<Draft> drafts, int attribute) {
    var values = new ArrayList<@Nullable Object>(drafts.size());
    drafts.forEach(draft -> values.add(draft.values().get(attribute)));
    return values;
  }
}
