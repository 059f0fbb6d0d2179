package rollcall.database;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/// A table or an index by its schema and its name, as the catalogue has them, whatever characters
/// they are made of and wherever unqualified names are looked for.
record Relation(String schema, String name) {
  /// The most bytes of a name; PostgreSQL cuts what is longer.
  private static final int NAME_BYTES = 63;

  /// The table that the unqualified `table` is, which must be there.
  static Relation find(Connection connection, String table) throws SQLException {
    return all(connection, "where c.oid = '" + table + "'::regclass").getFirst();
  }

  /// The partitions of it, by name.
  List<Relation> partitions(Connection connection) throws SQLException {
    return all(
        connection,
        "join pg_inherits i on i.inhrelid = c.oid where i.inhparent = "
            + literal()
            + "::regclass order by n.nspname, c.relname");
  }

  private static List<Relation> all(Connection connection, String which) throws SQLException {
    var found = new ArrayList<Relation>();
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid ="
                    + " c.relnamespace "
                    + which)) {
      while (rows.next()) {
        found.add(new Relation(rows.getString(1), rows.getString(2)));
      }
    }
    return found;
  }

  /// Another of the same schema.
  Relation sibling(String other) {
    return new Relation(schema, other);
  }

  /// Another of the same schema, named like this one with `ending` behind it. Where PostgreSQL
  /// would cut that, the ending stays, and a digest of this name is in the place of its own end:
  /// else indexes of several fields, or of partitions that begin alike, would have one name.
  Relation siblingEnding(String ending) {
    var bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length + ending.length() <= NAME_BYTES) {
      return sibling(name + ending);
    }
    var checksum = new CRC32();
    checksum.update(bytes);
    var behind = "_%08x%s".formatted(checksum.getValue(), ending);
    var end = NAME_BYTES - behind.length();
    while (isInsideCharacter(bytes[end])) {
      end--;
    }
    return sibling(new String(bytes, 0, end, StandardCharsets.UTF_8) + behind);
  }

  private static boolean isInsideCharacter(byte utf8) {
    return (utf8 & 0xC0) == 0x80;
  }

  /// Whether there is such a relation.
  boolean exists(Connection connection) throws SQLException {
    return Sql.text(connection, "select to_regclass(" + literal() + ")").isPresent();
  }

  /// Whether it is an index that answers can be read from.
  boolean isWholeIndex(Connection connection) throws SQLException {
    return Sql.text(
            connection,
            "select indisvalid from pg_index where indexrelid = to_regclass(" + literal() + ")")
        .equals(Optional.of("t"));
  }

  /// As SQL names it.
  String sql() {
    return quoted(schema) + "." + quoted(name);
  }

  /// As SQL names it where the schema is that of another.
  String unqualified() {
    return quoted(name);
  }

  private String literal() {
    return "'" + sql().replace("'", "''") + "'";
  }

  private static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }
}
