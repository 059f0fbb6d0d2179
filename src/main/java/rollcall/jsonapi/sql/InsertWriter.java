package rollcall.jsonapi.sql;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import rollcall.database.Session;
import rollcall.database.SqlStatement;
import rollcall.jsonapi.schema.Draft;
import rollcall.jsonapi.schema.ResourceType;

/// Writes the one `insert` of many drafts of a resource. Rows that collide with one that is there
/// are passed over. Immutable, so thread-safe.
public final class InsertWriter {
  private final boolean isTenant;
  private final RowArrays arrays;
  private final String text;

  /// Writes rows of `type`, with values for `more` columns beside its attributes.
  public InsertWriter(ResourceType type, List<Column> more) {
    this.isTenant = type.tenantColumn().equals(ResourceType.ID.name());
    this.arrays = new RowArrays(type, more);
    var columns = new ArrayList<Column>();
    if (!isTenant) {
      columns.add(new Column(type.tenantColumn(), "uuid"));
    }
    RowArrays.WRITING_TIMES.forEach(name -> columns.add(new Column(name, "timestamptz")));
    columns.addAll(arrays.columns());
    var names = RowArrays.joined(columns, Column::name);
    text =
        ("insert into %s (%s) select %s from unnest(%s) as new (%s)"
                + " on conflict do nothing returning id")
            .formatted(
                type.table(),
                names,
                names,
                RowArrays.joined(columns, column -> "?::" + column.type() + "[]"),
                names);
  }

  /// Writes rows of `type`.
  public InsertWriter(ResourceType type) {
    this(type, List.of());
  }

  /// Inserts `drafts`, all with ids, for `tenant` at the time `at`, and gives the ids of those that
  /// were written; `more` holds a list of values for each further column.
  public Set<UUID> insert(
      Session session, UUID tenant, Instant at, List<Draft> drafts, List<? extends List<?>> more) {
    var binds = new ArrayList<Object>();
    if (!isTenant) {
      binds.add(Collections.nCopies(drafts.size(), tenant));
    }
    RowArrays.WRITING_TIMES.forEach(_ -> binds.add(Collections.nCopies(drafts.size(), at)));
    binds.addAll(arrays.binds(drafts, more));
    var written = new HashSet<UUID>();
    var rows = session.query(new SqlStatement(text, binds));
    while (rows.next()) {
      written.add(rows.uuid(0));
    }
    return written;
  }

  /// Inserts `drafts` of a type that has no further columns.
  public Set<UUID> insert(Session session, UUID tenant, Instant at, List<Draft> drafts) {
    return insert(session, tenant, at, drafts, List.of());
  }
}
