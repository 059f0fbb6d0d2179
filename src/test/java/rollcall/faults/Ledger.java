package rollcall.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The calls that a database has, each once, by their sources' names of them.
record Ledger(Map<String, PlayedCall.Row> rows) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// Those there are now.
  static Ledger of(Connection connection) throws SQLException {
    var rows = new HashMap<String, PlayedCall.Row>();
    try (var statement = connection.createStatement();
        var found =
            statement.executeQuery(
                """
                select call_source, call_uuid, direction, from_number, to_number, status,
                    started_at, answered_at, ended_at from calls
                """)) {
      while (found.next()) {
        var row = row(found);
        assertThat(rows.put(row.callUuid(), row)).as("a second " + row.callUuid()).isNull();
      }
    }
    return new Ledger(rows);
  }

  private static PlayedCall.Row row(ResultSet found) throws SQLException {
    return new PlayedCall.Row(
        found.getString(1),
        found.getString(2),
        found.getString(3),
        found.getString(4),
        found.getString(5),
        found.getString(6),
        moment(found.getTimestamp(7)),
        moment(found.getTimestamp(8)),
        moment(found.getTimestamp(9)));
  }

  private static @Nullable Instant moment(@Nullable Timestamp at) {
    return at == null ? null : at.toInstant();
  }

  /// Those there are when all messages were read that are kept, and every call has ended.
  static Ledger settled(Connection connection) throws SQLException, InterruptedException {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (count(connection, "inbox where state = 'waiting'") > 0
        || count(connection, "calls where ended_at is null") > 0) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            count(connection, "inbox where state = 'waiting'")
                + " messages wait, and calls go on: "
                + of(connection).open());
      }
      Thread.sleep(100);
    }
    assertThat(count(connection, "inbox where state = 'refused'")).as("refused").isZero();
    return of(connection);
  }

  private List<PlayedCall.Row> open() {
    return rows.values().stream().filter(row -> row.endedAt() == null).toList();
  }

  private static long count(Connection connection, String what) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("select count(*) from " + what)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  PlayedCall.@Nullable Row find(PlayedCall call) {
    return rows.get(call.uuid());
  }

  /// Fails unless each of `calls` of `line` is there exactly as it was.
  void requireAll(Line line, List<PlayedCall> calls) {
    var wrong = new ArrayList<String>();
    for (var call : calls) {
      if (call.source().equals(line.source()) && !line.row(call).equals(find(call))) {
        wrong.add(line.row(call) + "\nis " + find(call));
      }
    }
    assertThat(wrong).as("calls of " + line.source()).isEmpty();
  }
}
