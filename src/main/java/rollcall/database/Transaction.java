package rollcall.database;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import rollcall.observe.Observation;
import rollcall.observe.Observer;

/// A session over one connection, which it takes with its first statement: BEGIN, the [Opening] and
/// that statement then travel together and cost one round trip. Rolls back unless committed. Where
/// the opening is for one statement alone, there is neither BEGIN nor COMMIT. One thread.
final class Transaction implements Session, AutoCloseable {
  private static final SqlStatement BEFORE_BOUND = new SqlStatement("savepoint bounded", List.of());
  private static final SqlStatement AFTER_BOUND =
      new SqlStatement("rollback to savepoint bounded", List.of());

  private static final String SORTING = "select set_config('enable_sort', '%s', true)";

  private final Lender lender;
  private final Opening opening;
  private final Cancellation cancellation;
  private final int fetchRows;
  private final Observer observer;
  private @Nullable Loan loan;
  private @Nullable PreparedStatement statement;
  private boolean committed;

  Transaction(
      Lender lender, Opening opening, Cancellation cancellation, int fetchRows, Observer observer) {
    this.lender = lender;
    this.opening = opening;
    this.cancellation = cancellation;
    this.fetchRows = fetchRows;
    this.observer = observer;
  }

  @Override
  public Rows query(SqlStatement query) {
    return query(query, ResultSet.TYPE_FORWARD_ONLY);
  }

  /// The driver brings all rows of a result that can be scrolled at once.
  @Override
  public HeldRows queryHeld(SqlStatement query) {
    return query(query, ResultSet.TYPE_SCROLL_INSENSITIVE);
  }

  private ResultRows query(SqlStatement query, int resultType) {
    try {
      return new ResultRows(execute(query, resultType).getResultSet(), cancellation, fetchRows);
    } catch (SQLException e) {
      throw failed("running a query", e);
    }
  }

  /// The settings travel with the statement.
  @Override
  public Rows queryInOrder(SqlStatement query) {
    try {
      var before = SORTING.formatted("off") + "; ";
      var after = "; " + SORTING.formatted("on");
      var prepared = execute(new SqlStatement(before + query.text() + after, query.binds()));
      prepared.getMoreResults();
      return new ResultRows(prepared.getResultSet(), cancellation, fetchRows);
    } catch (SQLException e) {
      throw failed("running a query", e);
    }
  }

  @Override
  public long update(SqlStatement change) {
    try {
      return execute(change).getLargeUpdateCount();
    } catch (SQLException e) {
      throw failed("changing rows", e);
    }
  }

  /// A savepoint takes the bound back together with what failed, so that it needs no other end.
  @Override
  public <T> Optional<T> within(Duration bound, Supplier<T> work) {
    update(BEFORE_BOUND);
    update(new SqlStatement("set local statement_timeout = " + bound.toMillis(), List.of()));
    var result = inTime(work);
    update(AFTER_BOUND);
    return result;
  }

  private static <T> Optional<T> inTime(Supplier<T> work) {
    try {
      return Optional.of(work.get());
    } catch (StatementTimeout _) {
      return Optional.empty();
    }
  }

  private PreparedStatement execute(SqlStatement sql) throws SQLException {
    return execute(sql, ResultSet.TYPE_FORWARD_ONLY);
  }

  private PreparedStatement execute(SqlStatement sql, int resultType) throws SQLException {
    closeStatement();
    observer.observe(new Observation.StatementSent(sql.text()));
    var current = loan;
    if (current != null) {
      return run(current, "", 0, sql, resultType);
    }
    try {
      return begin(sql, resultType);
    } catch (SQLException failure) {
      var broken = loan;
      if (broken == null || !Failures.isConnectionLost(failure, broken.connection())) {
        throw failure;
      }
      // It broke in the pool. Nothing was committed, so once more on a fresh one.
      discard(broken);
      return begin(sql, resultType);
    }
  }

  private void discard(Loan broken) throws SQLException {
    loan = null;
    statement = null;
    cancellation.detach();
    broken.lost().run();
    broken.back().run();
  }

  private PreparedStatement begin(SqlStatement sql, int resultType) throws SQLException {
    var taken = take();
    loan = taken;
    if (!opening.alone()) {
      taken.connection().setAutoCommit(false);
      taken.connection().setReadOnly(opening.readOnly());
    }
    if (!cancellation.attach(() -> cancel(taken))) {
      throw new StatementCancelled("beginning a transaction");
    }
    return run(taken, opening.text(), opening.statements(), sql, resultType);
  }

  private Loan take() {
    try {
      return lender.lend();
    } catch (SQLException e) {
      throw new DatabaseUnavailable("waiting for a connection", e);
    }
  }

  private PreparedStatement run(
      Loan on, String before, int resultsBefore, SqlStatement sql, int resultType)
      throws SQLException {
    var prepared =
        on.connection()
            .prepareStatement(before + sql.text(), resultType, ResultSet.CONCUR_READ_ONLY);
    statement = prepared;
    prepared.setFetchSize(opening.alone() ? 0 : fetchRows);
    var first = 1;
    if (resultsBefore > 0) {
      Binder.bind(prepared, first, opening.binds());
      first += opening.binds().size();
    }
    Binder.bind(prepared, first, sql.binds());
    prepared.execute();
    if (resultsBefore > 0 && opening.partitions() > 0) {
      requirePartitions(prepared.getResultSet());
    }
    for (int i = 0; i < resultsBefore; i++) {
      prepared.getMoreResults();
    }
    return prepared;
  }

  private void requirePartitions(ResultSet opened) throws SQLException {
    opened.next();
    if (opened.getInt(1) != opening.partitions()) {
      throw new PartitionsChanged();
    }
  }

  private void cancel(Loan running) {
    try {
      running.cancel();
    } catch (SQLException e) {
      // The server stops it at the statement's time-out, or when it asks for the next rows.
      observer.observe(
          new Observation.Notice("A statement could not be cancelled: " + e.getMessage()));
    }
  }

  /// Makes what was done last.
  void commit() {
    var current = loan;
    if (current == null || opening.alone()) {
      return;
    }
    try {
      closeStatement();
      current.connection().commit();
      committed = true;
    } catch (SQLException e) {
      throw notCommitted(e);
    }
  }

  /// Whoever hears nothing after COMMIT does not know whether it was done. A transaction that only
  /// read has nothing to be known about.
  private RuntimeException notCommitted(SQLException failure) {
    var meaning = failed("committing", failure);
    return meaning instanceof DatabaseUnavailable && !opening.readOnly()
        ? new OutcomeUnknown("committing", failure)
        : meaning;
  }

  @Override
  public void close() {
    try {
      giveBack();
    } catch (SQLException e) {
      throw failed("ending a transaction", e);
    }
  }

  private void giveBack() throws SQLException {
    var current = loan;
    if (current == null) {
      return;
    }
    loan = null;
    cancellation.detach();
    try {
      closeStatement();
      if (!committed && !opening.alone()) {
        current.connection().rollback();
      }
      current.connection().setAutoCommit(true);
    } catch (SQLException e) {
      current.lost().run();
      throw e;
    } finally {
      current.back().run();
    }
  }

  private void closeStatement() throws SQLException {
    var open = statement;
    statement = null;
    if (open != null) {
      open.close();
    }
  }

  private RuntimeException failed(String doing, SQLException failure) {
    return Failures.of(doing, failure, cancellation.isCancelled());
  }
}
