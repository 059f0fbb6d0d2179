package rollcall.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/// The role that requests act as. Roles belong to the whole server, so it may be there already.
final class ServiceRole {
  private static final String NAME = Connections.SERVICE_ROLE;
  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  /// Another program made it in the same moment: duplicate_object, unique_violation.
  private static final Set<String> THERE_ALREADY = Set.of("42710", "23505");

  private ServiceRole() {}

  /// Makes the role unless it is there, and lets the user who logs in act as it. Fails with
  /// [MigrationRefused] when that user may not, or when row security would not bind the role.
  static void ensure(Connection connection) throws SQLException {
    var user = Sql.text(connection, "select quote_ident(current_user)").orElseThrow();
    try {
      createIfMissing(connection);
      requireBound(connection);
      if (!mayActAs(connection)) {
        Sql.run(connection, "grant " + NAME + " to " + user);
      }
    } catch (SQLException e) {
      if (!INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
        throw e;
      }
      throw new MigrationRefused(
          "The database user %1$s may not make or act as the role %2$s. Let an administrator run:"
                  .formatted(user, NAME)
              + " CREATE ROLE %2$s NOLOGIN; GRANT %2$s TO %1$s;".formatted(user, NAME));
    }
  }

  private static void createIfMissing(Connection connection) throws SQLException {
    if (Sql.text(connection, "select oid from pg_roles where rolname = '" + NAME + "'")
        .isPresent()) {
      return;
    }
    try {
      Sql.run(connection, "create role " + NAME + " nologin");
    } catch (SQLException e) {
      if (!THERE_ALREADY.contains(e.getSQLState())) {
        throw e;
      }
    }
  }

  private static void requireBound(Connection connection) throws SQLException {
    var unbound = "' and (rolsuper or rolbypassrls)";
    if (Sql.text(connection, "select 1 from pg_roles where rolname = '" + NAME + unbound)
        .isPresent()) {
      throw new MigrationRefused(
          "The role %1$s must obey row security. Let an administrator run: ALTER ROLE %1$s"
                  .formatted(NAME)
              + " NOSUPERUSER NOBYPASSRLS;");
    }
  }

  /// Tried rather than asked, because what allows it differs between versions.
  private static boolean mayActAs(Connection connection) throws SQLException {
    try {
      Sql.run(connection, "set role " + NAME);
      Sql.run(connection, "reset role");
      return true;
    } catch (SQLException e) {
      if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }
}
