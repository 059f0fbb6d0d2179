package rollcall.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.jdbc.PgConnection;

/// A connection of the driver that is lent to one transaction. `back` gives it back, `lost` says
/// first that it must not be lent again.
record Loan(Connection connection, Return back, Runnable lost) {

  /// Gives the connection back.
  @FunctionalInterface
  interface Return {
    void run() throws SQLException;
  }

  /// Asks the server, over a connection of its own, to stop what this one runs.
  void cancel() throws SQLException {
    connection.unwrap(PgConnection.class).cancelQuery();
  }
}
