package rollcall.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;

/// Tells by its SQLSTATE what an exception of the driver means. Never by its text or by the name of
/// a constraint, which partitions and shards change.
final class Failures {
  private static final String QUERY_CANCELED = "57014";
  private static final String IDLE_IN_TRANSACTION_TIMEOUT = "25P03";

  /// Shut down by an administrator, crashed, starting, and too many connections.
  private static final Set<String> UNAVAILABLE = Set.of("57P01", "57P02", "57P03", "53300");

  private Failures() {}

  /// The exception to throw for `failure`.
  static RuntimeException of(String doing, SQLException failure, boolean cancelled) {
    var state = state(failure);
    if (state.equals(QUERY_CANCELED) && cancelled) {
      return new StatementCancelled(doing, failure);
    }
    if (state.equals(QUERY_CANCELED) || state.equals(IDLE_IN_TRANSACTION_TIMEOUT)) {
      return new StatementTimeout(doing, failure);
    }
    return isUnavailable(state)
        ? new DatabaseUnavailable(doing, failure)
        : new StatementFailed(doing, state, failure);
  }

  /// Whether `failure` says that the connection itself is gone. A distributed database also answers
  /// class 08 when one of its workers is lost: the driver keeps that connection open.
  static boolean isConnectionLost(SQLException failure, Connection connection) throws SQLException {
    var state = state(failure);
    return UNAVAILABLE.contains(state) || (state.startsWith("08") && connection.isClosed());
  }

  private static boolean isUnavailable(String state) {
    return state.startsWith("08") || UNAVAILABLE.contains(state);
  }

  private static String state(SQLException failure) {
    return Objects.requireNonNullElse(failure.getSQLState(), "");
  }
}
