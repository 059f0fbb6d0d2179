package rollcall.export;

import java.io.OutputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import rollcall.database.Cancellation;
import rollcall.database.Database;
import rollcall.database.Session;
import rollcall.database.SqlStatement;
import rollcall.database.Tenant;
import rollcall.jsonapi.document.PageRows;
import rollcall.jsonapi.plan.Boundary;
import rollcall.jsonapi.plan.Page;
import rollcall.jsonapi.plan.ReadPlan;
import rollcall.jsonapi.sql.ReadSql;

/// Writes a whole list in windows of its order, each in a transaction of its own, so that no
/// transaction is long and none needs to be done again. A row that changes its place meanwhile may
/// be missed or come twice, and one that changes may come as it was or as it is. One thread.
public final class Export {
  /// How many rows a window has.
  static final int WINDOW_ROWS = 50_000;

  private final Database database;
  private final ReadSql sql;
  private final BiFunction<Session, ReadPlan, ReadPlan> meaning;
  private final Function<ReadPlan, SqlStatement> count;
  private final ReadPlan plan;
  private final ExportForm form;
  private final ExportProgress progress;
  private final int windowRows;

  /// An export of the list of `plan`, which has no page and whose `meaning` is looked up in each
  /// transaction, in that form; `count` makes of it the statement whose one value, a `bigint`, is
  /// how many rows it has.
  public Export(
      Database database,
      ReadSql sql,
      BiFunction<Session, ReadPlan, ReadPlan> meaning,
      Function<ReadPlan, SqlStatement> count,
      ReadPlan plan,
      ExportForm form,
      ExportProgress progress) {
    this(database, sql, meaning, count, plan, form, progress, WINDOW_ROWS);
  }

  Export(
      Database database,
      ReadSql sql,
      BiFunction<Session, ReadPlan, ReadPlan> meaning,
      Function<ReadPlan, SqlStatement> count,
      ReadPlan plan,
      ExportForm form,
      ExportProgress progress,
      int windowRows) {
    this.database = database;
    this.sql = sql;
    this.meaning = meaning;
    this.count = count;
    this.plan = plan;
    this.form = form;
    this.progress = progress;
    this.windowRows = windowRows;
  }

  /// Writes the list to `out`, and gives how many rows it has.
  public long write(OutputStream out) {
    return write(form.writer(plan.projection(), out), 0, Optional.empty(), (_, _) -> {});
  }

  ReadPlan plan() {
    return plan;
  }

  ExportForm form() {
    return form;
  }

  ExportProgress progress() {
    return progress;
  }

  /// Is told that everything up to a boundary, so many rows, has been passed on.
  @FunctionalInterface
  interface Checkpoint {
    void reached(long rows, Boundary boundary);
  }

  /// Writes what lies behind `start` in the list, before which `rows` rows are, and gives how many
  /// rows that makes.
  long write(RowsWriter writer, long rows, Optional<Boundary> start, Checkpoint checkpoint) {
    var total = count();
    var written = rows;
    var boundary = start;
    do {
      var window = window(writer, boundary);
      written += window.rows();
      boundary = window.end();
      writer.flush();
      progress.advanced(written, Math.max(total, written));
      if (boundary.isPresent()) {
        checkpoint.reached(written, boundary.get());
      }
    } while (boundary.isPresent());
    writer.end();
    return written;
  }

  /// What was read of a list: so many rows, up to a place behind which there may be more.
  private record Window(long rows, Optional<Boundary> end) {}

  private Window window(RowsWriter writer, Optional<Boundary> start) {
    var part = plan.with(new Page(windowRows, OptionalLong.empty(), start, false));
    return database.readSnapshot(
        tenant(),
        new Cancellation(),
        session -> {
          var meant = meaning.apply(session, part);
          var rows = PageRows.of(meant, session.query(sql.rows(meant)));
          var written = writer.writeAll(rows);
          return new Window(written, rows.more() ? rows.afterLast() : Optional.empty());
        });
  }

  private long count() {
    return database.readSnapshot(
        tenant(),
        new Cancellation(),
        session -> {
          var rows = session.query(count.apply(meaning.apply(session, plan)));
          return rows.next() ? rows.integer(0) : 0L;
        });
  }

  private Tenant tenant() {
    return new Tenant(plan.scope().organisationId());
  }
}
