package rollcall.database;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/// Plain connections to the embedded server, for the few things that are done before there is a
/// pool.
final class SuperuserLogin {
  private static final String LIMIT_SECONDS = "10";

  private SuperuserLogin() {}

  static Connection open(DatabaseAddress address) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", address.user());
    properties.setProperty("password", address.password());
    properties.setProperty("connectTimeout", LIMIT_SECONDS);
    properties.setProperty("loginTimeout", LIMIT_SECONDS);
    var database = URLEncoder.encode(address.database(), StandardCharsets.UTF_8);
    return DriverManager.getConnection(
        "jdbc:postgresql://" + address.host() + ":" + address.port() + "/" + database, properties);
  }

  /// Makes the database `name` when there is none, over a login to another one.
  static void createDatabase(DatabaseAddress login, String name) throws SQLException {
    try (var connection = open(login);
        var exists = connection.prepareStatement("SELECT FROM pg_database WHERE datname = ?");
        var create = connection.createStatement()) {
      exists.setString(1, name);
      try (var rows = exists.executeQuery()) {
        if (!rows.next()) {
          create.execute("CREATE DATABASE " + create.enquoteIdentifier(name, true));
        }
      }
    }
  }
}
