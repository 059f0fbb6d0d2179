package rollcall.export;

import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import rollcall.database.Cancellation;
import rollcall.database.Database;
import rollcall.database.Rows;
import rollcall.database.Session;
import rollcall.database.SqlStatement;
import rollcall.database.StatementCancelled;
import rollcall.database.Tenant;
import rollcall.jsonapi.document.PageRows;
import rollcall.jsonapi.plan.Boundary;
import rollcall.jsonapi.plan.Page;
import rollcall.jsonapi.plan.ReadPlan;
import rollcall.jsonapi.schema.ValueType;
import rollcall.jsonapi.sql.ReadSql;

/// Writes a whole list in windows of its order, each in a transaction of its own, so that no
/// transaction is long and none needs to be done again. A row that changes its place meanwhile may
/// be missed or come twice, and one that changes may come as it was or as it is. While a window is
/// written, the next one is read: two connections are taken. Used by one thread.
public final class Export {
  /// How many rows a window has, two of which are in memory. Once one took longer than `slow` to be
  /// read, as when each must sort the whole list, windows have `rowsAtLength`, and stream; so do
  /// those of rows with objects, which may be of any size.
  record Windows(int rows, int rowsAtLength, Duration slow) {
    static final Windows DEFAULT = new Windows(10_000, 100_000, Duration.ofSeconds(1));
  }

  private final Database database;
  private final ReadSql sql;
  private final BiFunction<Session, ReadPlan, ReadPlan> meaning;
  private final Function<ReadPlan, SqlStatement> count;
  private final ReadPlan plan;
  private final ExportForm form;
  private final ExportProgress progress;
  private final Windows windows;

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
    this(database, sql, meaning, count, plan, form, progress, Windows.DEFAULT);
  }

  Export(
      Database database,
      ReadSql sql,
      BiFunction<Session, ReadPlan, ReadPlan> meaning,
      Function<ReadPlan, SqlStatement> count,
      ReadPlan plan,
      ExportForm form,
      ExportProgress progress,
      Windows windows) {
    this.database = database;
    this.sql = sql;
    this.meaning = meaning;
    this.count = count;
    this.plan = plan;
    this.form = form;
    this.progress = progress;
    this.windows = windows;
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
  /// rows that makes. Progress and checkpoint are told in order, by other threads.
  long write(RowsWriter writer, long rows, Optional<Boundary> start, Checkpoint checkpoint) {
    var work = new Work(writer, count(), checkpoint);
    var end = new End(start, hasObjects());
    var before = CompletableFuture.completedFuture(rows);
    try (var threads = Executors.newCachedThreadPool()) {
      do {
        var window = new Window(work, end, before);
        var _ = before.whenComplete((_, failure) -> window.stopReadingAfter(failure));
        threads.execute(window::run);
        end = await(window.end, before);
        await(before);
        before = window.written;
      } while (end.boundary.isPresent());
      var written = await(before);
      writer.end();
      return written;
    }
  }

  private boolean hasObjects() {
    return plan.projection().attributes().stream()
        .anyMatch(attribute -> attribute.type() instanceof ValueType.JsonObject);
  }

  /// What `reading` gives; where it was stopped, that is because of how `before` failed.
  private static End await(CompletableFuture<End> reading, CompletableFuture<Long> before) {
    try {
      return await(reading);
    } catch (StatementCancelled e) {
      await(before);
      throw e;
    }
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }

  /// What all windows have in common.
  private record Work(RowsWriter writer, long total, Checkpoint checkpoint) {}

  /// The place behind which there may be more than was read so far, and whether reading is slow.
  private record End(Optional<Boundary> boundary, boolean isSlow) {}

  /// A part of the list, read and then, once the one `before` it is, written.
  private final class Window {
    private final Work work;
    private final End start;
    private final CompletableFuture<Long> before;
    private final Cancellation reading = new Cancellation();

    /// Known when the window is read.
    private final CompletableFuture<End> end = new CompletableFuture<>();

    /// How many rows are written with those of this window.
    private final CompletableFuture<Long> written = new CompletableFuture<>();

    Window(Work work, End start, CompletableFuture<Long> before) {
      this.work = work;
      this.start = start;
      this.before = before;
    }

    /// Nobody needs what is read behind what could not be written.
    void stopReadingAfter(@Nullable Throwable failure) {
      if (failure != null) {
        reading.cancel();
      }
    }

    void run() {
      try {
        written.complete(database.readSnapshot(tenant(), reading, this::copy));
      } catch (Throwable e) {
        // Whoever waits for it throws it.
        end.completeExceptionally(e);
        written.completeExceptionally(e);
      }
    }

    private long copy(Session session) {
      var rows = start.isSlow ? windows.rowsAtLength : windows.rows;
      var page = new Page(rows, OptionalLong.empty(), start.boundary, false);
      var part = meaning.apply(session, plan.with(page));
      return start.isSlow
          ? stream(part, session.query(sql.rows(part)))
          : hold(part, session, sql.rows(part));
    }

    private long stream(ReadPlan part, Rows rows) {
      var page = PageRows.of(part, rows);
      var rowsWritten = write(page);
      end.complete(new End(behind(page), true));
      return rowsWritten;
    }

    private long hold(ReadPlan part, Session session, SqlStatement statement) {
      var beganNanos = System.nanoTime();
      var held = session.queryHeld(statement);
      var took = Duration.ofNanos(System.nanoTime() - beganNanos);
      var page = PageRows.of(part, held);
      while (page.next()) {}
      end.complete(new End(behind(page), took.compareTo(windows.slow) > 0));
      held.restart();
      return write(PageRows.of(part, held));
    }

    private static Optional<Boundary> behind(PageRows page) {
      return page.more() ? page.afterLast() : Optional.empty();
    }

    private long write(PageRows page) {
      var rows = await(before) + work.writer.writeAll(page);
      work.writer.flush();
      progress.advanced(rows, Math.max(work.total, rows));
      behind(page).ifPresent(boundary -> work.checkpoint.reached(rows, boundary));
      return rows;
    }
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
