package rollcall.database;

import java.sql.SQLException;

/// Where a transaction gets its connection from.
@FunctionalInterface
interface Lender {
  /// A connection in auto-commit mode, with no transaction begun.
  Loan lend() throws SQLException;
}
