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
/// the program's own, never a client's. Thread-safe; one index at a time is made or removed in a
/// database.
public final class OnlineIndexes {
  /// How long the moments wait in which the table itself is locked, before they give up.
  static final Duration LOCK_WAIT = Duration.ofSeconds(5);

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,58}");

  /// Any number that nobody else locks in this database: "indexes" in ASCII.
  static final long LOCK = 0x696e6465786573L;

  /// An entry would be longer than a third of a page of an index (program_limit_exceeded).
  private static final String TOO_LONG = "54000";

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
    /// Some row has a value that is too long for an index; nothing is left of it.
    TOO_LONG,
    /// Somebody else is making or removing one.
    BUSY
  }

  /// What became of the wish to remove an index.
  public enum Removed {
    /// It is gone now.
    GONE,
    /// There was none.
    NONE,
    /// Somebody else is making or removing one.
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
          var of = Relation.find(connection, checked(table));
          if (of.sibling(checked(name)).isWholeIndex(connection)) {
            return Added.THERE;
          }
          if (!locks(connection)) {
            return Added.BUSY;
          }
          try {
            add(connection, of, name, key, done);
            return Added.MADE;
          } catch (SQLException e) {
            if (!TOO_LONG.equals(e.getSQLState())) {
              throw e;
            }
            // What is not whole would still refuse long values.
            remove(connection, of, name);
            return Added.TOO_LONG;
          }
        });
  }

  private static boolean locks(Connection connection) throws SQLException {
    return Sql.text(connection, "select pg_try_advisory_lock(" + LOCK + ")")
        .equals(Optional.of("t"));
  }

  private static void add(
      Connection connection, Relation table, String name, String key, IntConsumer done)
      throws SQLException {
    var partitions = table.partitions(connection);
    if (partitions.isEmpty()) {
      make(connection, table, table.sibling(name), key);
      return;
    }
    var parts = new ArrayList<Relation>();
    for (var partition : partitions) {
      var part = part(partition, table, name);
      make(connection, partition, part, key);
      parts.add(part);
      done.accept(parts.size() * 100 / partitions.size());
    }
    var whole = table.sibling(name);
    Sql.run(connection, "set lock_timeout = " + LOCK_WAIT.toMillis());
    Sql.run(
        connection,
        "create index if not exists "
            + whole.unqualified()
            + " on only "
            + table.sql()
            + " ("
            + key
            + ")");
    for (var part : parts) {
      Sql.run(connection, "alter index " + whole.sql() + " attach partition " + part.sql());
    }
  }

  /// The part of the index `name` that a partition has: named like it, whose name the whole has as
  /// its beginning.
  private static Relation part(Relation partition, Relation table, String name) {
    return partition.siblingEnding(name.substring(table.name().length()));
  }

  private static void make(Connection connection, Relation table, Relation index, String key)
      throws SQLException {
    if (index.isWholeIndex(connection)) {
      return;
    }
    Sql.run(connection, "drop index concurrently if exists " + index.sql());
    Sql.run(
        connection,
        "create index concurrently "
            + index.unqualified()
            + " on "
            + table.sql()
            + " ("
            + key
            + ")");
  }

  /// Removes the index `name` of `table`. Locks the table for a moment.
  public Removed remove(String table, String name) {
    return with(
        connection -> {
          var of = Relation.find(connection, checked(table));
          checked(name);
          if (!locks(connection)) {
            return Removed.BUSY;
          }
          return remove(connection, of, name) ? Removed.GONE : Removed.NONE;
        });
  }

  private static boolean remove(Connection connection, Relation table, String name)
      throws SQLException {
    Sql.run(connection, "set lock_timeout = " + LOCK_WAIT.toMillis());
    var there = drop(connection, table.sibling(name));
    for (var partition : table.partitions(connection)) {
      // What a cut left behind belongs to no whole.
      there |= drop(connection, part(partition, table, name));
    }
    return there;
  }

  private static boolean drop(Connection connection, Relation index) throws SQLException {
    var there = index.exists(connection);
    Sql.run(connection, "drop index if exists " + index.sql());
    return there;
  }

  private static List<Index> list(Connection connection, String table) throws SQLException {
    var indexes = new ArrayList<Index>();
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                select c.relname,
                    regexp_replace(pg_get_indexdef(i.indexrelid), '^.* USING ', ''),
                    sum(pg_relation_size(part.relid)), coalesce(sum(used.idx_scan), 0),
                    i.indisvalid
                  from pg_index i
                    join pg_class c on c.oid = i.indexrelid
                    cross join lateral pg_partition_tree(i.indexrelid) as part
                    left join pg_stat_all_indexes used on used.indexrelid = part.relid
                  where i.indrelid = '%s'::regclass
                  group by i.indexrelid, c.relname, i.indisvalid
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
