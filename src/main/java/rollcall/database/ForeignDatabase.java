package rollcall.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;

/// Somebody else's PostgreSQL, which we only read: one connection, as the user who logs in. One
/// thread.
public final class ForeignDatabase implements AutoCloseable {
  private static final int FETCH_ROWS = 500;

  private final Connection connection;
  private final Opening opening;

  private ForeignDatabase(Connection connection, Opening opening) {
    this.connection = connection;
    this.opening = opening;
  }

  /// Connects to `address`; that and every statement may take `within`. Fails with
  /// [DatabaseUnavailable] when it cannot.
  public static ForeignDatabase connect(DatabaseAddress address, Duration within) {
    try {
      return new ForeignDatabase(
          Connections.foreign(address, within), Opening.readOnlyWithin(within));
    } catch (SQLException e) {
      throw new DatabaseUnavailable("connecting to " + address, e);
    }
  }

  /// Reads in one transaction. Fails as the statements of [Database] do.
  public <T> T read(Function<Session, T> work) {
    Lender lender = () -> new Loan(connection, () -> {}, () -> {});
    try (var transaction =
        new Transaction(lender, opening, new Cancellation(), FETCH_ROWS, _ -> {})) {
      return work.apply(transaction);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new DatabaseUnavailable("closing a connection", e);
    }
  }
}
