package rollcall.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import rollcall.observe.Observer;

/// A fresh migrated database on the server that all tests share, dropped when closed.
public final class TestDatabase implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final DatabaseAddress address;
  private final Database database;

  private TestDatabase(DatabaseAddress address, Database database) {
    this.address = address;
    this.database = database;
  }

  /// A database with a small pool and otherwise the default bounds, unobserved.
  public static TestDatabase create() {
    return create(DatabaseSettings.DEFAULT.withPoolSize(8), _ -> {});
  }

  /// A database with other bounds, and somebody who observes it.
  public static TestDatabase create(DatabaseSettings settings, Observer observer) {
    var name = "test_" + COUNT.incrementAndGet();
    var template = Template.MIGRATED;
    maintain("create database " + name + " template " + template.database());
    var address = sibling(name);
    return new TestDatabase(address, Database.open(address, settings, observer));
  }

  static void drop(DatabaseAddress address) {
    maintain("drop database " + address.database() + " with (force)");
  }

  /// Where it is.
  public DatabaseAddress address() {
    return address;
  }

  /// The open database.
  public Database database() {
    return database;
  }

  /// A new organisation in it.
  public Tenant createOrganisation() {
    var id = UUID.randomUUID();
    database.administer(session -> session.update(TestRows.organisation(id)));
    return new Tenant(id);
  }

  /// A connection of the owner of the tables.
  Connection owner() throws SQLException {
    return Connections.owner(address);
  }

  /// The texts that `sql` gives as `tenant`, of the first column.
  public List<String> texts(Tenant tenant, String sql, Object... binds) {
    return database.read(
        tenant,
        new Cancellation(),
        session -> {
          var rows = session.query(new SqlStatement(sql, List.of(binds)));
          var texts = new ArrayList<String>();
          while (rows.next()) {
            texts.add(rows.text(0));
          }
          return texts;
        });
  }

  /// Has the planner know `table`, and which pages of it need not be looked at for an index.
  public void vacuum(String table) {
    try (var connection = owner()) {
      Sql.run(connection, "vacuum analyze " + table);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Refuses connections from now on, and has none any more when this returns.
  public void goAway() throws InterruptedException {
    maintain("alter database " + address.database() + " allow_connections false");
    // One that was just being opened may have passed the check and not be listed yet.
    for (int quiet = 0; quiet < 5; quiet = endConnections() ? 0 : quiet + 1) {
      Thread.sleep(20);
    }
  }

  /// Whether there were any to end.
  private boolean endConnections() {
    try (var connection = Connections.owner(sibling("postgres"));
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = '"
                    + address.database()
                    + "'")) {
      return rows.next();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Takes connections again.
  public void comeBack() {
    maintain("alter database " + address.database() + " allow_connections true");
  }

  @Override
  public void close() {
    database.close();
    drop(address);
  }

  private static void maintain(String sql) {
    try (var connection = Connections.owner(sibling("postgres"))) {
      Sql.run(connection, sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DatabaseAddress sibling(String name) {
    var known = Template.MIGRATED;
    return new DatabaseAddress(
        known.host(), known.port(), name, known.user(), known.password(), known.parameters());
  }

  /// Migrated with the first use.
  private static final class Template {
    private static final DatabaseAddress MIGRATED = migrated();

    private static DatabaseAddress migrated() {
      var address = SharedPostgres.create("template");
      Migrations.bundled().migrate(address, _ -> {});
      return address;
    }
  }
}
