package rollcall.database;

import java.time.Duration;

/// The bounds of the connections to PostgreSQL. A request holds a connection while it reads rows,
/// so `poolSize` bounds how many lists are read at once; a request waits at most `connectionWait`
/// for one. `fetchRows` is how many rows of a result are in memory at a time.
public record DatabaseSettings(
    int poolSize,
    Duration connectionWait,
    Duration connectTimeout,
    Duration statementTimeout,
    Duration idleInTransactionTimeout,
    int fetchRows) {

  /// The least `connectionWait` that the pool can keep.
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(250);

  /// What serves one node beside its own PostgreSQL.
  public static final DatabaseSettings DEFAULT =
      new DatabaseSettings(
          16,
          Duration.ofSeconds(5),
          Duration.ofSeconds(3),
          Duration.ofSeconds(5),
          Duration.ofSeconds(60),
          500);

  /// Checks that every bound is one.
  public DatabaseSettings {
    require(poolSize >= 1 && poolSize <= 1_000, "poolSize must be from 1 to 1000");
    require(connectionWait.compareTo(SHORTEST_WAIT) >= 0, "connectionWait must be 250 ms or more");
    require(connectTimeout.toSeconds() >= 1, "connectTimeout must be 1 s or more");
    require(statementTimeout.toMillis() >= 1, "statementTimeout must be 1 ms or more");
    require(
        idleInTransactionTimeout.toMillis() >= 1, "idleInTransactionTimeout must be 1 ms or more");
    require(fetchRows >= 1, "fetchRows must be 1 or more");
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }

  /// The same with another pool size.
  public DatabaseSettings withPoolSize(int size) {
    return new DatabaseSettings(
        size,
        connectionWait,
        connectTimeout,
        statementTimeout,
        idleInTransactionTimeout,
        fetchRows);
  }

  /// The same with another bound for how long a reader may leave rows unread.
  public DatabaseSettings withIdleInTransactionTimeout(Duration timeout) {
    return new DatabaseSettings(
        poolSize, connectionWait, connectTimeout, statementTimeout, timeout, fetchRows);
  }

  /// The same with another bound for a statement.
  public DatabaseSettings withStatementTimeout(Duration timeout) {
    return new DatabaseSettings(
        poolSize, connectionWait, connectTimeout, timeout, idleInTransactionTimeout, fetchRows);
  }
}
