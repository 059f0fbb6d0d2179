package rollcall.database;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// One transaction that acts for one tenant: row security shows and takes that tenant's rows alone.
/// One thread.
public interface Session {
  /// Runs a query. Rows come from the server in batches while they are read, so that a result of
  /// any length takes bounded memory. At most one result is open at a time: the next statement
  /// closes it.
  Rows query(SqlStatement statement);

  /// The same for a statement that bounds its rows, which are all in memory when this returns.
  HeldRows queryHeld(SqlStatement statement);

  /// The same as [#query] for a statement each part of which has the order of the index that it is
  /// to be read by: sorting is ruled out for it alone, so that of two indexes by which PostgreSQL
  /// thinks to find few rows it takes that one. Statements after it may sort again, whatever the
  /// transaction began with.
  Rows queryInOrder(SqlStatement statement);

  /// Runs a statement that changes rows, and gives how many it changed.
  long update(SqlStatement statement);

  /// What `work` gives, which reads in this session and runs no statement longer than `bound`;
  /// nothing when one would have. The session can be used as before in either case, but for results
  /// that were open.
  <T> Optional<T> within(Duration bound, Supplier<T> work);
}
