package rollcall.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import rollcall.observe.Observation;
import rollcall.observe.Observer;

/// The steps that bring a database to the form that this program needs, run as the user who logs in
/// and so becomes the owner of the tables. Immutable, so thread-safe.
public final class Migrations {
  /// Any number that nobody else locks in this database: "rollcall" in ASCII.
  private static final long LOCK = 0x726f6c6c63616c6cL;

  private final List<Migration> migrations;

  /// Those of `migrations`, in order.
  Migrations(List<Migration> migrations) {
    this.migrations = List.copyOf(migrations);
  }

  /// The program's own.
  public static Migrations bundled() {
    return new Migrations(
        Stream.of(
                "0001-organisations-conversations-calls",
                "0002-facts-of-calls",
                "0003-idempotency-keys",
                "0004-sources",
                "0005-inbox",
                "0006-connections-of-sources",
                "0007-plans-of-the-inbox",
                "0008-parts-of-numbers",
                "0009-counts-of-calls",
                "0010-partitions-by-name",
                "0011-key-of-cursors",
                "0012-sorts-of-calls",
                "0013-every-second-part-of-numbers")
            .map(Migration::bundled)
            .toList());
  }

  /// Applies what the database lacks, each step in one transaction. Programs that start at the same
  /// time wait for each other. Fails with [MigrationRefused] when the database is newer than the
  /// program, when a step was changed after it was applied, or when the user may not do it.
  public void migrate(DatabaseAddress address, Observer observer) {
    try (var connection = connect(address)) {
      Sql.run(connection, "select pg_advisory_lock(" + LOCK + ")");
      ServiceRole.ensure(connection);
      Sql.run(
          connection,
          """
          create table if not exists rollcall_migrations (
            name text collate "C" not null primary key,
            checksum text collate "C" not null,
            applied_at timestamptz not null default now())
          """);
      for (var migration : missing(connection, address)) {
        apply(connection, migration, observer);
      }
    } catch (SQLException e) {
      throw Failures.of("migrating " + address, e, false);
    }
  }

  /// The names of the steps that the database lacks, in order; changes nothing. Fails as [#migrate]
  /// does.
  public List<String> pending(DatabaseAddress address) {
    try (var connection = connect(address)) {
      return missing(connection, address).stream().map(Migration::name).toList();
    } catch (SQLException e) {
      throw Failures.of("reading which migrations " + address + " has", e, false);
    }
  }

  private static Connection connect(DatabaseAddress address) {
    try {
      return Connections.owner(address);
    } catch (SQLException e) {
      throw Failures.of("connecting to " + address, e, false);
    }
  }

  private List<Migration> missing(Connection connection, DatabaseAddress address)
      throws SQLException {
    var applied = applied(connection);
    for (var migration : migrations) {
      var checksum = applied.remove(migration.name());
      if (checksum != null && !checksum.equals(migration.checksum())) {
        throw new MigrationRefused(
            "Migration %s was applied to %s with another text than this program has."
                .formatted(migration.name(), address));
      }
    }
    if (!applied.isEmpty()) {
      throw new MigrationRefused(
          "%s was migrated by a newer program (%s). Start that version, or a newer one."
              .formatted(address, String.join(", ", applied.keySet())));
    }
    var names = applied(connection).keySet();
    return migrations.stream().filter(migration -> !names.contains(migration.name())).toList();
  }

  private static Map<String, String> applied(Connection connection) throws SQLException {
    var applied = new LinkedHashMap<String, String>();
    if (Sql.text(connection, "select to_regclass('rollcall_migrations')").isEmpty()) {
      return applied;
    }
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select name, checksum from rollcall_migrations order by name")) {
      while (rows.next()) {
        applied.put(rows.getString(1), rows.getString(2));
      }
    }
    return applied;
  }

  private static void apply(Connection connection, Migration migration, Observer observer)
      throws SQLException {
    var start = System.nanoTime();
    connection.setAutoCommit(false);
    Sql.run(connection, migration.sql());
    try (var record =
        connection.prepareStatement(
            "insert into rollcall_migrations (name, checksum) values (?, ?)")) {
      record.setString(1, migration.name());
      record.setString(2, migration.checksum());
      record.executeUpdate();
    }
    connection.commit();
    connection.setAutoCommit(true);
    var took = Duration.ofNanos(System.nanoTime() - start);
    observer.observe(new Observation.Migrated(migration.name(), took));
  }
}
