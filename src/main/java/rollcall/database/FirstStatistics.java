package rollcall.database;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import rollcall.observe.Observation;
import rollcall.observe.Observer;

/// Has PostgreSQL gather statistics of tables that got their first rows. It does so by itself
/// within a minute or two; until then it takes any tenant for a few rows, and plans to read all of
/// them for each statement that looks for some. One thread of its own; thread-safe.
public final class FirstStatistics implements AutoCloseable {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

  /// What is smaller than four pages is read as fast in any way.
  private static final String BLIND =
      """
      select relid::regclass::text from pg_stat_user_tables
        where schemaname = current_schema() and last_analyze is null and last_autoanalyze is null
          and pg_relation_size(relid) >= 4 * 8192
        order by 1
      """;

  private final Database database;
  private final Observer observer;
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("rollcall-statistics").factory());

  private FirstStatistics(Database database, Observer observer) {
    this.database = database;
    this.observer = observer;
  }

  /// Looks at the tables of `database` until it is closed.
  public static FirstStatistics gather(Database database, Observer observer) {
    var statistics = new FirstStatistics(database, observer);
    var pause = BETWEEN_LOOKS.toMillis();
    var _ =
        statistics.worker.scheduleWithFixedDelay(
            statistics::look, pause, pause, TimeUnit.MILLISECONDS);
    return statistics;
  }

  private void look() {
    try {
      for (var table : database.administer(FirstStatistics::blind)) {
        // Its name is as PostgreSQL itself quotes it.
        database.administerAtLength(
            session -> session.update(new SqlStatement("analyze " + table, List.of())));
      }
    } catch (RuntimeException | Error e) {
      // Whatever it is, such as a lack of memory: PostgreSQL will look itself, and the next look
      // may succeed.
      observer.observe(new Observation.Notice("No statistics of tables: " + e.getMessage()));
    }
  }

  private static List<String> blind(Session owner) {
    var tables = new ArrayList<String>();
    var rows = owner.query(new SqlStatement(BLIND, List.of()));
    while (rows.next()) {
      tables.add(rows.text(0));
    }
    return tables;
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
