package rollcall.jsonapi.document;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import rollcall.database.Rows;
import rollcall.jsonapi.plan.Boundary;
import rollcall.jsonapi.plan.KeyColumns;
import rollcall.jsonapi.plan.Page;
import rollcall.jsonapi.plan.ReadPlan;
import rollcall.jsonapi.schema.Attribute;
import rollcall.jsonapi.schema.ValueType;

/// The rows of a page: those that were read without the one more that tells whether any follow, and
/// what the page is bounded by, known after its last row. One thread.
public final class PageRows implements Rows {
  private final Rows rows;
  private final ReadPlan plan;
  private final Page page;
  private final KeyColumns keys;
  private long shown;
  private boolean more;
  private @Nullable List<Optional<Object>> first;
  private @Nullable List<Optional<Object>> last;

  private PageRows(Rows rows, ReadPlan plan, Page page) {
    this.rows = rows;
    this.plan = plan;
    this.page = page;
    this.keys = KeyColumns.of(plan);
  }

  /// The page of `plan` out of `rows`, the result of its statement.
  public static PageRows of(ReadPlan plan, Rows rows) {
    return new PageRows(rows, plan, plan.page().orElseThrow());
  }

  @Override
  public boolean next() {
    if (shown == page.limit()) {
      // One more was asked for, and stands behind the page, or stood before it.
      more = more || rows.next();
      return false;
    }
    if (!rows.next()) {
      return false;
    }
    if (shown == 0 && page.backwards()) {
      more = rows.integer(keys.countColumn(plan.projection())) > page.limit();
      if (more && !rows.next()) {
        return false;
      }
    }
    shown++;
    if (first == null) {
      first = values();
    }
    if (shown == page.limit() || page.backwards()) {
      last = values();
    }
    return true;
  }

  /// How many rows the page has, as far as it was read.
  public long shown() {
    return shown;
  }

  /// Whether rows are known to be beyond the page, on the side to which it was read.
  public boolean more() {
    return more;
  }

  /// The place of the row on which this stands.
  public Boundary place() {
    return new Boundary(values(), false, false);
  }

  /// The place of the first row; nothing of an empty page.
  public Optional<Boundary> beforeFirst() {
    return Optional.ofNullable(first).map(values -> new Boundary(values, true, false));
  }

  /// The place of the last row; nothing of an empty page, nor of one that is not full and was read
  /// forwards, as none follows.
  public Optional<Boundary> afterLast() {
    return Optional.ofNullable(last).map(values -> new Boundary(values, false, false));
  }

  private List<Optional<Object>> values() {
    var values = new ArrayList<Optional<Object>>(keys.positions().size());
    for (var at = 0; at < keys.positions().size(); at++) {
      values.add(value(plan.order().get(at).field(), keys.positions().get(at)));
    }
    return values;
  }

  private Optional<Object> value(Attribute field, int column) {
    if (field.nullable() && rows.isNull(column)) {
      return Optional.empty();
    }
    return Optional.of(
        switch (field.type()) {
          case ValueType.Text _, ValueType.Enumeration _ -> rows.text(column);
          case ValueType.Int64 _ -> rows.integer(column);
          case ValueType.Uuid _ -> rows.uuid(column);
          case ValueType.Timestamp _ -> rows.moment(column);
          case ValueType.JsonObject _ -> throw new IllegalStateException("objects have no order");
        });
  }

  @Override
  public boolean isNull(int column) {
    return rows.isNull(column);
  }

  @Override
  public byte[] textBytes(int column) {
    return rows.textBytes(column);
  }

  @Override
  public byte[] bytes(int column) {
    return rows.bytes(column);
  }

  @Override
  public String text(int column) {
    return rows.text(column);
  }

  @Override
  public long integer(int column) {
    return rows.integer(column);
  }

  @Override
  public boolean bool(int column) {
    return rows.bool(column);
  }

  @Override
  public UUID uuid(int column) {
    return rows.uuid(column);
  }

  @Override
  public long epochMicros(int column) {
    return rows.epochMicros(column);
  }

  @Override
  public Instant moment(int column) {
    return rows.moment(column);
  }
}
