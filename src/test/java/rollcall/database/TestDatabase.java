package rollcall.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import rollcall.observe.Observer;

/// A fresh migrated database on the server that all tests share, dropped when closed.
public final class TestDatabase implements AutoCloseable {
  private static final String TEMPLATE = "rollcall_template";
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final DatabaseAddress address;
  private final Database database;

  private TestDatabase(DatabaseAddress address, Database database) {
    this.address = address;
    this.database = database;
  }

  /// A database with the default bounds, unobserved.
  public static TestDatabase create() {
    return create(DatabaseSettings.DEFAULT.withPoolSize(8), _ -> {});
  }

  /// A database with other bounds, and somebody who observes it.
  public static TestDatabase create(DatabaseSettings settings, Observer observer) {
    var address = createEmpty(Template.NAME);
    return new TestDatabase(address, Database.open(address, settings, observer));
  }

  /// The address of a new database without our tables; the caller drops it.
  static DatabaseAddress createEmpty() {
    return createEmpty("template0");
  }

  private static DatabaseAddress createEmpty(String template) {
    var name = "test_" + COUNT.incrementAndGet();
    owner("create database " + name + " template " + template);
    return withDatabase(name);
  }

  static void drop(DatabaseAddress address) {
    owner("drop database " + address.database() + " with (force)");
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

  @Override
  public void close() {
    database.close();
    drop(address);
  }

  private static void owner(String sql) {
    try (var connection = Connections.owner(Server.SHARED.address())) {
      Sql.run(connection, sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DatabaseAddress withDatabase(String name) {
    var server = Server.SHARED.address();
    return new DatabaseAddress(
        server.host(), server.port(), name, server.user(), server.password(), "");
  }

  /// Started with the first use.
  private static final class Server {
    private static final TestServer SHARED = TestServer.start();

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(SHARED::close));
    }
  }

  /// Migrated with the first use.
  private static final class Template {
    private static final String NAME = migrated();

    private static String migrated() {
      owner("create database " + TEMPLATE + " template template0");
      Migrations.bundled().migrate(withDatabase(TEMPLATE), _ -> {});
      return TEMPLATE;
    }
  }
}
