package rollcall.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/// Statements without values, for what the owner does to the schema.
final class Sql {
  private Sql() {}

  /// Runs one or more statements.
  static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// The first column of the first row as text, unless it is null or there is none.
  static Optional<String> text(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
    }
  }
}
