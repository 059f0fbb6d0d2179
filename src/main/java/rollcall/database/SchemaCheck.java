package rollcall.database;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Compares the tables and columns that the program declares with those that the database has.
public final class SchemaCheck {
  private static final String READABLE =
      """
      select c.relname::text, a.attname::text
        from pg_class c join pg_attribute a on a.attrelid = c.oid
        where c.relnamespace = current_schema()::regnamespace and c.relname = any(?::text[])
          and a.attnum > 0 and not a.attisdropped
          and has_column_privilege(?, c.oid, a.attnum, 'select')
      """;

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
    var names = declared.stream().map(Table::name).toList();
    var readable = database.administer(session -> readable(session, names));
    var differences = new ArrayList<String>();
    declared.forEach(
        table -> compare(table, readable.getOrDefault(table.name(), Set.of()), differences));
    return differences;
  }

  private static void compare(Table table, Set<String> readable, List<String> differences) {
    if (readable.isEmpty()) {
      differences.add("The database has no table %s.".formatted(table.name()));
      return;
    }
    for (var column : table.columns()) {
      if (!readable.contains(column)) {
        differences.add("The table %s has no column %s.".formatted(table.name(), column));
      }
    }
  }

  private static Map<String, Set<String>> readable(Session session, List<String> tables) {
    var rows = session.query(new SqlStatement(READABLE, List.of(tables, Connections.SERVICE_ROLE)));
    var readable = new HashMap<String, Set<String>>();
    while (rows.next()) {
      readable.computeIfAbsent(rows.text(0), _ -> new HashSet<>()).add(rows.text(1));
    }
    return readable;
  }
}
