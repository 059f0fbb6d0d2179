package rollcall.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rollcall.observe.Observation;

final class DatabaseTest {
  private static final Tenant NOBODY = new Tenant(new UUID(0, 0));
  private static final List<Observation> SEEN = new CopyOnWriteArrayList<>();
  private static TestDatabase test;
  private static Database database;

  @BeforeAll
  static void create() {
    var settings =
        DatabaseSettings.DEFAULT.withPoolSize(2).withStatementTimeout(Duration.ofSeconds(2));
    test = TestDatabase.create(settings, SEEN::add);
    database = test.database();
  }

  @AfterAll
  static void drop() {
    test.close();
  }

  private static SqlStatement sql(String text, Object... binds) {
    return new SqlStatement(text, List.of(binds));
  }

  /// Runs it often enough that rows come as text first and in binary form later.
  private static <T> List<T> thrice(SqlStatement statement, Function<Rows, T> reader) {
    var values = new ArrayList<T>();
    for (int i = 0; i < 3; i++) {
      values.add(
          database.read(
              NOBODY,
              new Cancellation(),
              session -> {
                var rows = session.query(statement);
                assertThat(rows.next()).isTrue();
                var value = reader.apply(rows);
                assertThat(rows.next()).isFalse();
                return value;
              }));
    }
    return values;
  }

  private static <T> void returns(
      String expression, Object bind, Function<Rows, T> reader, T value) {
    assertThat(thrice(sql("select " + expression, bind), reader)).containsOnly(value);
  }

  @Test
  void bindsAndReadsEveryType() {
    var odd = "ünal 日本 \uD83D\uDCDE e\u0301 \u202E'; -- \\ % _ ? $1 \uFFFF\n\u0001";
    returns("?::text", odd, rows -> rows.text(0), odd);
    returns("?::text", odd, rows -> new String(rows.textBytes(0), StandardCharsets.UTF_8), odd);
    returns("?::bigint", Long.MIN_VALUE, rows -> rows.integer(0), Long.MIN_VALUE);
    returns("?::integer", 2_147_483_647, rows -> rows.integer(0), 2_147_483_647L);
    returns("?::smallint", -5, rows -> rows.integer(0), -5L);
    returns("?::boolean", true, rows -> rows.bool(0), true);
    returns("?::boolean", false, rows -> rows.bool(0), false);
    var uuid = UUID.fromString("ffffffff-ffff-4fff-bfff-fffffffffffe");
    returns("?::uuid", uuid, rows -> rows.uuid(0), uuid);
    returns("?::text", SqlStatement.NULL, rows -> rows.isNull(0), true);
    returns("?::uuid", uuid, rows -> rows.isNull(0), false);
  }

  @Test
  void keepsEveryMicrosecondFromTheFirstYearToTheLast() {
    for (var text :
        List.of(
            "1970-01-01T00:00:00Z",
            "1969-12-31T23:59:59.999999Z",
            "2025-01-10T02:35:34.000001Z",
            "2099-12-31T23:59:59.000001Z",
            "9999-12-31T23:59:59.999999Z",
            "1582-10-04T00:00:00Z",
            "0001-01-01T00:00:00Z",
            "0000-12-31T23:59:59.999999Z",
            "-0043-03-15T12:00:00.5Z",
            "-4712-01-02T00:00:00Z")) {
      var instant = Instant.parse(text);
      var micros = instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
      returns("?::timestamptz", instant, rows -> rows.epochMicros(0), micros);
      returns("(?::timestamptz[])[1]", List.of(instant), rows -> rows.epochMicros(0), micros);
    }
  }

  @Test
  void cutsFinerTimesToTheMicrosecond() {
    var finer = Instant.parse("2025-01-10T02:35:34.999999999Z");
    var micros = finer.getEpochSecond() * 1_000_000 + 999_999;
    returns("?::timestamptz", finer, rows -> rows.epochMicros(0), micros);
    returns("(?::timestamptz[])[1]", List.of(finer), rows -> rows.epochMicros(0), micros);
  }

  @Test
  void bindsListsAsArrays() {
    var uuid = UUID.randomUUID();
    returns("'b' = any(?)", List.of("a", "b"), rows -> rows.bool(0), true);
    returns("5::bigint = any(?)", List.of(4L, 5L), rows -> rows.bool(0), true);
    returns("5 = any(?)", List.of(4, 5), rows -> rows.bool(0), true);
    returns("true = any(?)", List.of(false, true), rows -> rows.bool(0), true);
    returns("'" + uuid + "'::uuid = any(?)", List.of(uuid), rows -> rows.bool(0), true);
    returns("'" + uuid + "'::uuid = any(?)", List.of(), rows -> rows.bool(0), false);
    var odd = List.of("", "NULL", "{}", "\"", "a,b", "\\");
    returns("(?::text[])[6]", odd, rows -> rows.text(0), "\\");
    returns("(?::text[])[2]", odd, rows -> rows.text(0), "NULL");
    returns(
        "array_position(?::text[], null)", Arrays.asList("a", null), rows -> rows.integer(0), 2L);
    returns("array_length(?::uuid[], 1)", Arrays.asList(null, null), rows -> rows.integer(0), 2L);
  }

  @Test
  void textBindsReachAnIndex() {
    var tenant = test.createOrganisation();
    database.write(
        tenant,
        session ->
            session.update(
                sql(
                    """
                    insert into calls (organisation_id, id, started_at, inserted_at, updated_at,
                        direction, from_number, to_number, call_source, call_uuid)
                      select ?, gen_random_uuid(), t, t, t, 'inbound', '+44' || n, '+1', 's',
                          'u' || n
                        from generate_series(1, 3000) n, (select ?::timestamptz as t) t
                    """,
                    tenant.organisationId(),
                    TestRows.NOON)));
    var plan =
        database.read(
            tenant,
            new Cancellation(),
            session -> {
              var rows =
                  session.query(
                      sql(
                          "explain select id from calls where organisation_id = ?"
                              + " and from_number = ?",
                          tenant.organisationId(),
                          "+4477"));
              var lines = new StringBuilder();
              while (rows.next()) {
                lines.append(rows.text(0)).append('\n');
              }
              return lines.toString();
            });
    assertThat(plan).containsPattern("Index Cond: .*from_number = '\\+4477'");
  }

  @Test
  void streamsRowsWithLittleMemory() {
    var bytes =
        database.read(
            NOBODY,
            new Cancellation(),
            session -> {
              var rows =
                  session.query(sql("select repeat('x', 10000) from generate_series(1, 200000)"));
              var read = 0L;
              while (rows.next()) {
                read += rows.textBytes(0).length;
              }
              return read;
            });
    // Twice what the tests' JVM may use.
    assertThat(bytes).isEqualTo(2_000_000_000L);
  }

  @Test
  void whatIsReadWithinABoundTakesNothingElseWithIt() {
    var answers =
        database.<List<Optional<Boolean>>>readSnapshot(
            NOBODY,
            new Cancellation(),
            session -> {
              var sleep = new SqlStatement("select pg_sleep(1.5)", List.of());
              var tooSlow =
                  session.within(Duration.ofMillis(50), () -> session.query(sleep).next());
              var fast =
                  session.within(
                      Duration.ofMillis(500),
                      () -> session.query(new SqlStatement("select 1", List.of())).next());
              // The bound is gone again.
              assertThat(session.query(sleep).next()).isTrue();
              return List.of(tooSlow, fast);
            });
    assertThat(answers).containsExactly(Optional.empty(), Optional.of(true));
  }

  @Test
  void stopsStatementAtItsBound() {
    assertThatExceptionOfType(StatementTimeout.class)
        .isThrownBy(() -> thrice(sql("select pg_sleep(10)"), rows -> rows.isNull(0)));
    database.ping();
  }

  @Test
  @Timeout(10)
  void stopsCancelledStatementWithinASecond() throws Exception {
    var cancellation = new Cancellation();
    var canceller =
        Thread.startVirtualThread(
            () -> {
              pause(300);
              cancellation.cancel();
            });
    var start = System.nanoTime();
    assertThatExceptionOfType(StatementCancelled.class)
        .isThrownBy(
            () ->
                database.read(
                    NOBODY, cancellation, session -> session.query(sql("select pg_sleep(1.9)"))));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1_300));
    canceller.join();
    database.ping();
  }

  @Test
  void stopsCancelledReaderBetweenBatches() {
    var cancellation = new Cancellation();
    var read = new ArrayList<Long>();
    assertThatExceptionOfType(StatementCancelled.class)
        .isThrownBy(
            () ->
                database.read(
                    NOBODY,
                    cancellation,
                    session -> {
                      var rows = session.query(sql("select n from generate_series(1, 5000) n"));
                      while (rows.next()) {
                        read.add(rows.integer(0));
                        cancellation.cancel();
                      }
                      return read;
                    }));
    assertThat(read).hasSizeLessThanOrEqualTo(DatabaseSettings.DEFAULT.fetchRows());
    returns("?::int", 1, rows -> rows.integer(0), 1L);
  }

  @Test
  void startsNothingForOneWhoLeft() {
    var cancellation = new Cancellation();
    cancellation.cancel();
    assertThatExceptionOfType(StatementCancelled.class)
        .isThrownBy(
            () -> database.read(NOBODY, cancellation, session -> session.query(sql("select 1"))));
  }

  @Test
  void refusesToWriteInARead() {
    // After the pool looked whether the connection lives, which must not begin the transaction.
    pause(600);
    var tenant = test.createOrganisation();
    assertThatExceptionOfType(StatementFailed.class)
        .isThrownBy(
            () ->
                database.read(
                    tenant,
                    new Cancellation(),
                    session ->
                        session.update(TestRows.call(tenant.organisationId(), UUID.randomUUID()))))
        .returns("25006", StatementFailed::sqlState);
  }

  @Test
  void keepsNothingOfWorkThatFails() {
    var tenant = test.createOrganisation();
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                database.write(
                    tenant,
                    session -> {
                      session.update(TestRows.call(tenant.organisationId(), UUID.randomUUID()));
                      throw new IllegalStateException("changed its mind");
                    }));
    assertThat(calls(tenant)).isZero();
  }

  @Test
  void keepsNothingOfWorkWhoseResultIsNotToBeKept() {
    var tenant = test.createOrganisation();
    for (var keep : List.of(false, true)) {
      var call = TestRows.call(tenant.organisationId(), UUID.randomUUID());
      assertThat(database.<Long>write(tenant, session -> session.update(call), _ -> keep)).isOne();
      assertThat(calls(tenant)).isEqualTo(keep ? 1 : 0);
    }
  }

  @Test
  void tellsACommitThatNobodyKnowsTheOutcomeOf() {
    var tenant = test.createOrganisation();
    assertThatExceptionOfType(OutcomeUnknown.class)
        .isThrownBy(
            () ->
                database.write(
                    tenant,
                    session -> {
                      session.update(TestRows.call(tenant.organisationId(), UUID.randomUUID()));
                      return loseConnection(session);
                    }));
    assertThatExceptionOfType(DatabaseUnavailable.class)
        .isThrownBy(() -> database.read(tenant, new Cancellation(), DatabaseTest::loseConnection));
    assertThat(calls(tenant)).isZero();
  }

  private static boolean loseConnection(Session session) {
    var rows = session.query(sql("select pg_backend_pid()"));
    rows.next();
    var process = rows.integer(0);
    return database.administer(
        other -> other.query(sql("select pg_terminate_backend(?::int, 5000)", process)).next());
  }

  private static long calls(Tenant tenant) {
    return database.read(tenant, new Cancellation(), DatabaseTest::count);
  }

  private static long count(Session session) {
    var rows = session.query(sql("select count(*) from calls"));
    rows.next();
    return rows.integer(0);
  }

  @Test
  void snapshotSeesOneStateWhileOthersWrite() {
    var tenant = test.createOrganisation();
    var counts =
        database.readSnapshot(
            tenant,
            new Cancellation(),
            session -> {
              var before = count(session);
              database.write(
                  tenant,
                  other -> other.update(TestRows.call(tenant.organisationId(), UUID.randomUUID())));
              return List.of(before, count(session));
            });
    assertThat(counts).containsExactly(0L, 0L);
    assertThat(calls(tenant)).isOne();
  }

  @Test
  void tellsValuesThatPostgresCannotTakeFromOtherFailures() {
    assertThatExceptionOfType(StatementFailed.class)
        .isThrownBy(() -> thrice(sql("select ?::text", "a\u0000b"), rows -> rows.text(0)))
        .matches(StatementFailed::refusesValues);
    assertThatExceptionOfType(StatementFailed.class)
        .isThrownBy(() -> thrice(sql("select nothing"), rows -> rows.text(0)))
        .matches(failed -> !failed.refusesValues());
  }

  @Test
  void observesTheTextOfEveryStatement() {
    SEEN.clear();
    thrice(sql("select ?::int", 7), rows -> rows.integer(0));
    assertThat(SEEN)
        .filteredOn(Observation.StatementSent.class::isInstance)
        .containsOnly(new Observation.StatementSent("select ?::int"));
  }

  @Test
  void runsWithTheServiceRolesSettings() {
    returns("current_user || ?", "", rows -> rows.text(0), "rollcall_service");
    returns("current_setting(?)", "jit", rows -> rows.text(0), "off");
    returns("current_setting(?)", "TimeZone", rows -> rows.text(0), "UTC");
    returns("current_setting(?)", "statement_timeout", rows -> rows.text(0), "2s");
    returns("current_setting(?)", "transaction_read_only", rows -> rows.text(0), "on");
    returns("current_setting(?)", "transaction_isolation", rows -> rows.text(0), "read committed");
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void writersThatLockEachOtherOutAllSucceed() throws Exception {
    var runs = new AtomicInteger();
    var bothHaveTheFirst = new CyclicBarrier(2);
    var failures = new ConcurrentLinkedQueue<Throwable>();
    var writers = new ArrayList<Thread>();
    for (long mine : List.of(71L, 72L)) {
      writers.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      var first = new AtomicBoolean(true);
                      database.write(
                          new Tenant(UUID.randomUUID()),
                          session -> {
                            runs.incrementAndGet();
                            session.query(sql("select pg_advisory_xact_lock(?)", mine)).next();
                            if (first.getAndSet(false)) {
                              meet(bothHaveTheFirst);
                            }
                            var other = 143L - mine;
                            return session
                                .query(sql("select pg_advisory_xact_lock(?)", other))
                                .next();
                          });
                    } catch (RuntimeException e) {
                      failures.add(e);
                    }
                  }));
    }
    for (var writer : writers) {
      writer.join();
    }

    assertThat(failures).isEmpty();
    assertThat(runs).hasValueGreaterThan(2);
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
