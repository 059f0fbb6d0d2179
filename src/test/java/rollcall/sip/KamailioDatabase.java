package rollcall.sip;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import rollcall.database.DatabaseAddress;
import rollcall.database.SharedPostgres;

/// A database with the tables of Kamailio, made as the README beside its configuration says.
record KamailioDatabase(DatabaseAddress address) {
  private static final Path TABLES = Path.of("/usr/share/kamailio/postgres");
  private static final List<Path> SCRIPTS =
      List.of(
          TABLES.resolve("standard-create.sql"),
          TABLES.resolve("acc-create.sql"),
          TABLES.resolve("dialog-create.sql"),
          Path.of("examples/kamailio/database.sql"));

  static KamailioDatabase create() throws Exception {
    var database = new KamailioDatabase(SharedPostgres.create("kamailio"));
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      for (var script : SCRIPTS) {
        statement.execute(Files.readString(script));
      }
    }
    return database;
  }

  private Connection connect() throws SQLException {
    var url =
        "jdbc:postgresql://%s:%d/%s".formatted(address.host(), address.port(), address.database());
    return DriverManager.getConnection(url, address.user(), address.password());
  }

  /// How Kamailio finds it.
  String url() {
    return "postgres://%s:%s@%s:%d/%s"
        .formatted(
            address.user(), address.password(), address.host(), address.port(), address.database());
  }

  /// The Call-IDs of the records that tell a whole call that was answered.
  List<String> answeredCalls() throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                select array_agg(callid order by callid) from acc_cdrs
                where outcome = 'answered' and caller <> '' and callee <> '' and started_ts <> ''
                    and rang_ts > started_ts and answered_ts > rang_ts and end_ts > answered_ts
                """)) {
      rows.next();
      return List.of((String[]) rows.getArray(1).getArray());
    }
  }
}
