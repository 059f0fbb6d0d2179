package rollcall.database;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Compares the tables and columns that the program declares with those that the database has.
public final class SchemaCheck {
  private SchemaCheck() {}

  /// A table and columns that it must have; it may have more.
  public record Table(String name, List<String> columns) {
    /// Copies `columns`.
    public Table {
      columns = List.copyOf(columns);
    }
  }

  /// A sentence for every table and column of `declared` that the database lacks or the service
  /// role may not read.
  public static List<String> differences(Database database, List<Table> declared) {
    return database.administer(
        session -> {
          var differences = new ArrayList<String>();
          declared.forEach(table -> compare(session, table, differences));
          return differences;
        });
  }

  private static void compare(Session session, Table table, List<String> differences) {
    var columns = readable(session, table.name());
    if (columns.isEmpty()) {
      differences.add("The database has no table %s.".formatted(table.name()));
      return;
    }
    for (var column : table.columns()) {
      if (!columns.contains(column)) {
        differences.add("The table %s has no column %s.".formatted(table.name(), column));
      }
    }
  }

  private static Set<String> readable(Session session, String table) {
    var rows =
        session.query(
            new SqlStatement(
                """
                select column_name::text from information_schema.columns
                  where table_schema = current_schema() and table_name = ?
                    and has_column_privilege(?, format('%I.%I', table_schema, table_name),
                      column_name, 'select')
                """,
                List.of(table, Connections.SERVICE_ROLE)));
    var columns = new HashSet<String>();
    while (rows.next()) {
      columns.add(rows.text(0));
    }
    return columns;
  }
}
