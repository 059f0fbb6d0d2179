package rollcall.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import rollcall.observe.Observation;
import rollcall.observe.Observer;

/// Tables of a database in which nothing was before.
final class FirstStatisticsTest {
  private static final String FILL =
      "insert into conversations (id, organisation_id, inserted_at, updated_at, channel, mode,"
          + " status, public_id)"
          + " select gen_random_uuid(), organisation_id, now(), now(), 'voice', 'voice', 'active',"
          + " n::text"
          + " from (select nullif(current_setting('rollcall.organisation_id'), '')::uuid"
          + " as organisation_id) o, generate_series(1, 2000) n";

  @Test
  void aTableIsKnownSoonAfterItsFirstRows() throws Exception {
    try (var test = TestDatabase.create();
        var _ = FirstStatistics.gather(test.database(), _ -> {})) {
      test.database()
          .write(
              test.createOrganisation(),
              session -> session.update(new SqlStatement(FILL, List.of())));

      var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (analysed(test).isEmpty() && System.nanoTime() < deadline) {
        Thread.sleep(50);
      }
      assertThat(analysed(test)).hasSize(1).first().asString().startsWith("conversations_");
    }
  }

  @Test
  void anErrorDoesNotEndTheLooking() throws Exception {
    var looks = new AtomicInteger();
    var notices = new LinkedBlockingQueue<Observation>();
    Observer observer =
        observation -> {
          if (observation instanceof Observation.StatementSent(var text)
              && text.contains("pg_stat_user_tables")
              && looks.incrementAndGet() == 1) {
            throw new StackOverflowError("made by the test");
          }
        };
    try (var test = TestDatabase.create(DatabaseSettings.DEFAULT, observer);
        var _ = FirstStatistics.gather(test.database(), notices::add)) {
      assertThat(notices.poll(20, TimeUnit.SECONDS)).asString().contains("made by the test");
      var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (looks.get() < 2 && System.nanoTime() < deadline) {
        Thread.sleep(50);
      }
      assertThat(looks).hasValueGreaterThan(1);
    }
  }

  private static List<String> analysed(TestDatabase test) {
    return test.database()
        .administer(
            session -> {
              var rows =
                  session.query(
                      new SqlStatement(
                          "select coalesce(string_agg(relname, ' '), '') from pg_stat_user_tables"
                              + " where last_analyze is not null",
                          List.of()));
              rows.next();
              return rows.text(0).isEmpty() ? List.of() : List.of(rows.text(0).split(" "));
            });
  }
}
