package rollcall.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;

/// Makes and removes indexes while others read and write. Names of tables, indexes and columns are
/// the program's own, never a client's. Thread-safe; one index at a time is made in a database.
public final class OnlineIndexes {
  /// How long the moments wait in which the table itself is locked, before they give up.
  static final Duration LOCK_WAIT = Duration.ofSeconds(5);

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,58}");

  /// Any number that nobody else locks in this database: "indexes" in ASCII.
  private static final long LOCK = 0x696e6465786573L;

  private final DatabaseAddress address;

  OnlineIndexes(DatabaseAddress address) {
    this.address = address;
  }

  /// An index as it stands: its definition as PostgreSQL tells it from the method on, the bytes
  /// that it takes, how often it was used since statistics began, and whether it is whole.
  public record Index(String name, String definition, long bytes, long scans, boolean whole) {}

  /// What became of the wish to add an index.
  public enum Added {
    /// It is there now.
    MADE,
    /// It was there before.
    THERE,
    /// Somebody else is making one.
    BUSY
  }

  /// The indexes of `table`, by name.
  public List<Index> of(String table) {
    return with(connection -> list(connection, checked(table)));
  }

  /// Makes an index of `columns` on `table`, one partition after the other; `done` hears how many
  /// hundredths are. What a cut left behind is used where it is whole and made anew where it is
  /// not.
  public Added add(String table, String name, List<String> columns, IntConsumer done) {
    var key = String.join(", ", columns.stream().map(OnlineIndexes::checked).toList());
    return with(
        connection -> {
          if (whole(connection, checked(name))) {
            return Added.THERE;
          }
          if (!Sql.text(connection, "select pg_try_advisory_lock(" + LOCK + ")")
              .equals(Optional.of("t"))) {
            return Added.BUSY;
          }
          add(connection, checked(table), name, key, done);
          return Added.MADE;
        });
  }

  private static void add(
      Connection connection, String table, String name, String key, IntConsumer done)
      throws SQLException {
    var partitions = partitions(connection, table);
    if (partitions.isEmpty()) {
      make(connection, table, name, key);
      return;
    }
    var parts = new ArrayList<String>();
    for (var partition : partitions) {
      // A part is named like its partition, whose name the whole has as its beginning.
      var part = partition + name.substring(table.length());
      make(connection, partition, part, key);
      parts.add(part);
      done.accept(parts.size() * 100 / partitions.size());
    }
    Sql.run(connection, "set lock_timeout = " + LOCK_WAIT.toMillis());
    Sql.run(
        connection, "create index if not exists " + name + " on only " + table + " (" + key + ")");
    for (var part : parts) {
      Sql.run(connection, "alter index " + name + " attach partition " + part);
    }
  }

  private static void make(Connection connection, String table, String name, String key)
      throws SQLException {
    if (whole(connection, name)) {
      return;
    }
    Sql.run(connection, "drop index concurrently if exists " + name);
    Sql.run(connection, "create index concurrently " + name + " on " + table + " (" + key + ")");
  }

  /// Removes the index `name` of `table`; false where there is none. Locks the table for a moment.
  public boolean remove(String table, String name) {
    return with(
        connection -> {
          Sql.run(connection, "set lock_timeout = " + LOCK_WAIT.toMillis());
          var there = exists(connection, checked(name));
          Sql.run(connection, "drop index if exists " + name);
          for (var partition : partitions(connection, checked(table))) {
            // What a cut left behind belongs to no whole.
            var part = partition + name.substring(table.length());
            there |= exists(connection, part);
            Sql.run(connection, "drop index if exists " + part);
          }
          return there;
        });
  }

  private static boolean exists(Connection connection, String name) throws SQLException {
    return Sql.text(connection, "select to_regclass('" + name + "')").isPresent();
  }

  private static boolean whole(Connection connection, String name) throws SQLException {
    return Sql.text(
            connection,
            "select indisvalid from pg_index where indexrelid = to_regclass('" + name + "')")
        .equals(Optional.of("t"));
  }

  private static List<String> partitions(Connection connection, String table) throws SQLException {
    var names = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select inhrelid::regclass::text from pg_inherits where inhparent = '"
                    + table
                    + "'::regclass order by 1")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  private static List<Index> list(Connection connection, String table) throws SQLException {
    var indexes = new ArrayList<Index>();
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                select i.indexrelid::regclass::text,
                    regexp_replace(pg_get_indexdef(i.indexrelid), '^.* USING ', ''),
                    sum(pg_relation_size(part.relid)), coalesce(sum(used.idx_scan), 0),
                    i.indisvalid
                  from pg_index i
                    cross join lateral pg_partition_tree(i.indexrelid) as part
                    left join pg_stat_all_indexes used on used.indexrelid = part.relid
                  where i.indrelid = '%s'::regclass
                  group by i.indexrelid, i.indisvalid
                  order by 1
                """
                    .formatted(table))) {
      while (rows.next()) {
        indexes.add(
            new Index(
                rows.getString(1),
                rows.getString(2),
                rows.getLong(3),
                rows.getLong(4),
                rows.getBoolean(5)));
      }
    }
    return indexes;
  }

  private static String checked(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("no name: " + name);
    }
    return name;
  }

  @FunctionalInterface
  private interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private <T> T with(Work<T> work) {
    try (var connection = Connections.owner(address)) {
      return work.on(connection);
    } catch (SQLException e) {
      throw Failures.of("making or removing an index", e, false);
    }
  }
}
