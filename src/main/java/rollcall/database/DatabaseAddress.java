package rollcall.database;

/// Where a PostgreSQL answers and who logs in. `parameters` are further connection parameters of
/// the URL (`sslmode=require`), empty or without the leading `?`.
public record DatabaseAddress(
    String host, int port, String database, String user, String password, String parameters) {
  /// The same with another password.
  public DatabaseAddress withPassword(String secret) {
    return new DatabaseAddress(host, port, database, user, secret, parameters);
  }

  /// Never shows the password.
  @Override
  public String toString() {
    return "postgresql://" + user + "@" + host + ":" + port + "/" + database;
  }
}
