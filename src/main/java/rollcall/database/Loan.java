package rollcall.database;

import java.sql.Connection;
import java.sql.SQLException;

/// A connection of the driver that is lent to one transaction. `back` gives it back, `lost` says
/// first that it must not be lent again.
record Loan(Connection connection, Return back, Runnable lost) {

  /// Gives the connection back.
  @FunctionalInterface
  interface Return {
    void run() throws SQLException;
  }

  /// Asks the server, over a connection of its own, to stop what this one runs. `Statement.cancel`
  /// would do nothing while the driver fetches the next rows.
  void cancel() throws SQLException {
    try {
      // By name, because the driver's types carry annotations that the compiler has no classes of.
      connection.getClass().getMethod("cancelQuery").invoke(connection);
    } catch (ReflectiveOperationException e) {
      throw new SQLException("cancelling", e);
    }
  }
}
