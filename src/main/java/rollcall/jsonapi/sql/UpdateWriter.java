package rollcall.jsonapi.sql;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import rollcall.database.Session;
import rollcall.database.SqlStatement;
import rollcall.jsonapi.schema.Draft;
import rollcall.jsonapi.schema.ResourceType;

/// Writes the one `update` that gives many rows of a resource new values in all columns. The rows
/// were read and locked in the same transaction. Immutable, so thread-safe.
public final class UpdateWriter {
  private final RowArrays arrays;
  private final String text;

  /// Writes rows of `type`, with values for `more` columns beside its attributes.
  public UpdateWriter(ResourceType type, List<Column> more) {
    this.arrays = new RowArrays(type, more);
    var columns = new ArrayList<Column>();
    columns.add(new Column("updated_at", "timestamptz"));
    columns.addAll(arrays.columns());
    var set =
        columns.stream().filter(column -> !column.name().equals(ResourceType.ID.name())).toList();
    text =
        ("update %s as old set %s from unnest(%s) as new (%s)"
                + " where old.%s = ? and old.id = new.id")
            .formatted(
                type.table(),
                RowArrays.joined(set, column -> column.name() + " = new." + column.name()),
                RowArrays.joined(columns, column -> "?::" + column.type() + "[]"),
                RowArrays.joined(columns, Column::name),
                type.tenantColumn());
  }

  /// Gives the rows of `tenant` that have the ids of `drafts` the values of those, changed at
  /// `now`; `versions` says when each was changed before, in microseconds since 1970, and `more`
  /// holds a list of values for each further column.
  public void update(
      Session session,
      UUID tenant,
      Instant now,
      List<Long> versions,
      List<Draft> drafts,
      List<? extends List<?>> more) {
    var binds = new ArrayList<Object>();
    binds.add(versions.stream().map(version -> changedAt(now, version)).toList());
    binds.addAll(arrays.binds(drafts, more));
    binds.add(tenant);
    session.update(new SqlStatement(text, binds));
  }

  /// Later than the change before, so that no two versions have the same date.
  private static Instant changedAt(Instant now, long version) {
    var earliest = Instant.EPOCH.plus(version + 1, ChronoUnit.MICROS);
    return now.isBefore(earliest) ? earliest : now;
  }
}
