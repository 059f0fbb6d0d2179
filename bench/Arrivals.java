package bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Looks into the database for what has come: what is kept, what is still to be read, and which
/// calls are visible to others. One thread looks; any may say what to look for.
final class Arrivals implements AutoCloseable {
  private static final long LOOK_MILLIS = 2;

  private final Connection connection;
  private final PreparedStatement kept;
  private final PreparedStatement waiting;
  private final PreparedStatement visible;
  private final PreparedStatement calls;
  private final Map<String, Long> awaited = new ConcurrentHashMap<>();

  /// Those of `organisation` in the database that `postgres` is.
  Arrivals(Postgres postgres, String organisation) throws Exception {
    var login = new Properties();
    login.putAll(postgres.login());
    this.connection = DriverManager.getConnection(postgres.jdbcUrl(), login);
    this.kept = prepare("select count(*) from inbox where %s and id >= ?", organisation);
    this.waiting =
        prepare("select exists (select from inbox where %s and state = 'waiting')", organisation);
    this.calls = prepare("select count(*) from calls where %s and call_source = ?", organisation);
    this.visible =
        prepare(
            "select call_uuid from calls where %s and call_source = ? and call_uuid = any(?)",
            organisation);
  }

  private PreparedStatement prepare(String text, String organisation) throws SQLException {
    return connection.prepareStatement(
        text.formatted("organisation_id = '" + organisation + "'::uuid"));
  }

  /// The least identifier of what comes from now on.
  static UUID now() {
    return new UUID(System.currentTimeMillis() << 16, 0);
  }

  /// Returns when so many events were kept that came since `from`.
  void awaitKept(UUID from, long events) throws Exception {
    for (kept.setObject(1, from); number(kept) < events; ) {
      Thread.sleep(20);
    }
  }

  private static long number(PreparedStatement query) throws SQLException {
    try (var rows = query.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /// Returns when nothing waits to be read.
  void awaitRead() throws Exception {
    while (isWaiting()) {
      Thread.sleep(10);
    }
  }

  private boolean isWaiting() throws SQLException {
    try (var rows = waiting.executeQuery()) {
      rows.next();
      return rows.getBoolean(1);
    }
  }

  /// How many calls of `source` there are.
  long calls(String source) throws SQLException {
    calls.setString(1, source);
    return number(calls);
  }

  /// Has the call looked for that was told of at `due`.
  void await(String callUuid, long due) {
    awaited.put(callUuid, due);
  }

  /// Looks until all of `source` are visible that were told of when `sending` has ended, and gives
  /// how long each took.
  Answers lags(String source, Thread sending) throws Exception {
    var lags = new Answers();
    visible.setString(1, source);
    while (sending.isAlive() || !awaited.isEmpty()) {
      var now = System.nanoTime();
      for (var callUuid : visible()) {
        var due = awaited.remove(callUuid);
        lags.taken(System.nanoTime() - due);
      }
      var left = LOOK_MILLIS * 1_000_000 - (System.nanoTime() - now);
      Thread.sleep(Math.max(0, left) / 1_000_000, (int) (Math.max(0, left) % 1_000_000));
    }
    return lags;
  }

  private List<String> visible() throws SQLException {
    var found = new ArrayList<String>();
    if (!awaited.isEmpty()) {
      visible.setArray(2, connection.createArrayOf("text", awaited.keySet().toArray()));
      try (var rows = visible.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getString(1));
        }
      }
    }
    return found;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
