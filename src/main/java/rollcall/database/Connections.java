package rollcall.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/// Makes connections to an address: a pool of them that act as the service role, or one that acts
/// as the user who logs in.
final class Connections {
  /// The role that requests act as: neither owner nor superuser, so that row security binds it.
  static final String SERVICE_ROLE = "rollcall_service";

  /// How much longer than the server's own bound an answer may be on its way.
  private static final Duration SLACK = Duration.ofSeconds(10);

  private Connections() {}

  /// How many transactions of the owner run at once.
  static final int OWNERS = 3;

  /// How long an owner's connection stays that nobody uses.
  private static final Duration OWNER_IDLE = Duration.ofSeconds(30);

  /// A pool that connects when it is first asked, and again by itself after the server was lost.
  static HikariDataSource pool(DatabaseAddress address, DatabaseSettings settings) {
    var config = config(address, settings, settings.poolSize());
    config.setPoolName("rollcall");
    config.setDataSourceProperties(serviceProperties(address, settings));
    // The driver announces the zone of the JVM, which outranks `options`.
    config.setConnectionInitSql("set time zone 'UTC'");
    config.setMinimumIdle(Math.min(2, settings.poolSize()));
    return new HikariDataSource(config);
  }

  /// The same of connections that act as the user who logs in, who owns the tables; it has none
  /// while none are used.
  static HikariDataSource owners(DatabaseAddress address, DatabaseSettings settings) {
    var config = config(address, settings, OWNERS);
    config.setPoolName("rollcall owner");
    var properties = ownerProperties(address);
    properties.setProperty("socketTimeout", seconds(Database.OWNER_STATEMENT.plus(SLACK)));
    config.setDataSourceProperties(properties);
    config.setMinimumIdle(0);
    config.setIdleTimeout(OWNER_IDLE.toMillis());
    return new HikariDataSource(config);
  }

  private static HikariConfig config(
      DatabaseAddress address, DatabaseSettings settings, int poolSize) {
    var config = new HikariConfig();
    config.setJdbcUrl(PostgresUrl.jdbc(address));
    config.setMaximumPoolSize(poolSize);
    config.setConnectionTimeout(settings.connectionWait().toMillis());
    config.setValidationTimeout(Math.min(2_000, settings.connectionWait().toMillis()));
    config.setInitializationFailTimeout(-1);
    return config;
  }

  private static Properties serviceProperties(DatabaseAddress address, DatabaseSettings settings) {
    var properties = properties(address, settings.connectTimeout());
    properties.setProperty("ApplicationName", "rollcall");
    properties.setProperty("socketTimeout", seconds(settings.statementTimeout().plus(SLACK)));
    properties.setProperty("prepareThreshold", "1");
    properties.setProperty(
        "options",
        "-c role="
            + SERVICE_ROLE
            + " -c statement_timeout="
            + settings.statementTimeout().toMillis()
            + " -c idle_in_transaction_session_timeout="
            + settings.idleInTransactionTimeout().toMillis()
            // Compiling ignores the statement's time-out.
            + " -c jit=off"
            // The parts of a list are read one after the other only where no others help; and other
            // requests want the cores.
            + " -c max_parallel_workers_per_gather=0");
    return properties;
  }

  /// One connection to somebody else's database, as the user who logs in.
  static Connection foreign(DatabaseAddress address, Duration within) throws SQLException {
    var properties = properties(address, within);
    properties.setProperty("ApplicationName", "rollcall");
    properties.setProperty("loginTimeout", seconds(within));
    properties.setProperty("socketTimeout", seconds(within.plus(SLACK)));
    return DriverManager.getConnection(PostgresUrl.jdbc(address), properties);
  }

  /// One connection of the user who logs in, beside any pool and without a bound for statements.
  static Connection owner(DatabaseAddress address) throws SQLException {
    return DriverManager.getConnection(PostgresUrl.jdbc(address), ownerProperties(address));
  }

  private static Properties ownerProperties(DatabaseAddress address) {
    var properties = properties(address, DatabaseSettings.DEFAULT.connectTimeout());
    properties.setProperty("ApplicationName", "rollcall owner");
    return properties;
  }

  private static Properties properties(DatabaseAddress address, Duration connectTimeout) {
    var properties = new Properties();
    properties.setProperty("user", address.user());
    properties.setProperty("password", address.password());
    properties.setProperty("connectTimeout", seconds(connectTimeout));
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("cancelSignalTimeout", "5");
    return properties;
  }

  private static String seconds(Duration duration) {
    return Long.toString(duration.toSeconds());
  }
}
