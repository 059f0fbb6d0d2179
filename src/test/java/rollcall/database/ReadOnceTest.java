package rollcall.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rollcall.observe.Observation;

/// Reads by one statement in one round trip.
final class ReadOnceTest {
  private static final List<Observation> SEEN = new CopyOnWriteArrayList<>();
  private static final DatabaseSettings SETTINGS =
      DatabaseSettings.DEFAULT.withPoolSize(1).withStatementTimeout(Duration.ofSeconds(2));
  private static TestDatabase test;
  private static Database database;

  @BeforeAll
  static void create() {
    test = TestDatabase.create(SETTINGS, SEEN::add);
    database = test.database();
  }

  @AfterAll
  static void drop() {
    test.close();
  }

  private static SqlStatement sql(String text, Object... binds) {
    return new SqlStatement(text, List.of(binds));
  }

  private static Tenant tenantWithCall() {
    var tenant = test.createOrganisation();
    database.write(
        tenant,
        session -> session.update(TestRows.call(tenant.organisationId(), UUID.randomUUID())));
    return tenant;
  }

  /// Whose calls are seen by a statement that names no tenant.
  private static List<UUID> seenBy(Database by, Tenant tenant, Plans plans) {
    return by.readOnce(
        tenant,
        new Cancellation(),
        plans,
        tables -> sql("select organisation_id from " + tables.name("calls")),
        rows -> {
          var seen = new ArrayList<UUID>();
          while (rows.next()) {
            seen.add(rows.uuid(0));
          }
          return seen;
        });
  }

  private static <T> T once(SqlStatement statement, Function<Rows, T> reader) {
    return database.readOnce(
        new Tenant(new UUID(0, 0)), new Cancellation(), Plans.ANEW, _ -> statement, reader);
  }

  private static String text(String expression) {
    return once(
        sql("select " + expression),
        rows -> {
          assertThat(rows.next()).isTrue();
          return rows.text(0);
        });
  }

  @ParameterizedTest
  @EnumSource
  void takesOneRoundTrip(Plans plans) {
    var tenant = tenantWithCall();
    try (var eavesdropper = Eavesdropper.of(test.address());
        var through = Database.open(eavesdropper.address(), SETTINGS, _ -> {})) {
      Runnable read = () -> seenBy(through, tenant, plans);
      read.run();
      assertThat(eavesdropper.turnsOf(read)).isOne();
      assertThat(eavesdropper.turnsOf(read)).isOne();
      assertThat(
              eavesdropper.turnsOf(
                  () ->
                      through.read(
                          tenant, new Cancellation(), session -> session.query(sql("select 1")))))
          .isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void showsRowsOfTheTenantAlone(Plans plans) {
    var ours = tenantWithCall();
    var theirs = tenantWithCall();
    for (int i = 0; i < 3; i++) {
      assertThat(seenBy(database, ours, plans)).containsExactly(ours.organisationId());
      assertThat(seenBy(database, theirs, plans)).containsExactly(theirs.organisationId());
    }
  }

  @Test
  void showsNothingInThePartitionOfAnother() {
    var ours = tenantWithCall();
    var theirs = tenantWithCall();
    var partition =
        database.readOnce(
            ours,
            new Cancellation(),
            Plans.ANEW,
            tables -> sql("select '" + tables.name("calls") + "'"),
            rows -> rows.next() ? rows.text(0) : "");
    assertThat(partition).matches("calls_\\d\\d");
    var seen =
        database.readOnce(
            theirs,
            new Cancellation(),
            Plans.KEPT_BY_KEY,
            _ ->
                sql(
                    "select id from " + partition + " where organisation_id = ?",
                    ours.organisationId()),
            Rows::next);
    assertThat(seen).isFalse();
  }

  @Test
  void leavesNeitherTenantNorSettingsOnTheConnection() throws SQLException {
    var ours = tenantWithCall();
    try (var pool = Connections.pool(test.address(), SETTINGS);
        var connection = pool.getConnection()) {
      var driver = connection.unwrap(java.sql.Connection.class);
      Lender lender = () -> new Loan(driver, () -> {}, () -> {});
      for (var plans : Plans.values()) {
        var tables = new Partitions();
        var found = database.read(ours, new Cancellation(), session -> tables.find(ours, session));
        var calls = sql("select organisation_id from " + found.name("calls"));
        try (var read = transaction(lender, Opening.onceFor(ours, found, plans))) {
          assertThat(read.query(calls).next()).isTrue();
        }
        try (var next = transaction(lender, Opening.plain(true))) {
          assertThat(next.query(calls).next()).isFalse();
          assertThat(next.query(sql("select from calls")).next()).isFalse();
          var rows =
              next.query(
                  sql(
                      "select current_setting('rollcall.organisation_id'),"
                          + " current_setting('plan_cache_mode'), current_setting('enable_sort')"));
          assertThat(rows.next()).isTrue();
          assertThat(List.of(rows.text(0), rows.text(1), rows.text(2)))
              .containsExactly("", "auto", "on");
        }
      }
    }
  }

  private static Transaction transaction(Lender lender, Opening opening) {
    return new Transaction(lender, opening, new Cancellation(), 500, _ -> {});
  }

  @Test
  void leavesNoTenantAfterAFailure() {
    var ours = tenantWithCall();
    assertThatExceptionOfType(StatementFailed.class)
        .isThrownBy(
            () ->
                database.readOnce(
                    ours,
                    new Cancellation(),
                    Plans.ANEW,
                    _ -> sql("select 1 / ?::int", 0),
                    Rows::next));
    assertThat(text("current_setting('rollcall.organisation_id')"))
        .isEqualTo(new UUID(0, 0).toString());
    assertThat(once(sql("select from calls"), Rows::next)).isFalse();
  }

  @Test
  void refusesToWrite() {
    var tenant = test.createOrganisation();
    assertThatExceptionOfType(StatementFailed.class)
        .isThrownBy(
            () ->
                database.readOnce(
                    tenant,
                    new Cancellation(),
                    Plans.ANEW,
                    _ -> TestRows.call(tenant.organisationId(), UUID.randomUUID()),
                    Rows::next))
        .returns("25006", StatementFailed::sqlState);
  }

  @Test
  void plansAnewUnlessToldToKeepPlans() {
    assertThat(text("current_setting('plan_cache_mode')")).isEqualTo("force_custom_plan");
  }

  @Test
  void stopsStatementAtItsBound() {
    assertThatExceptionOfType(StatementTimeout.class)
        .isThrownBy(() -> once(sql("select pg_sleep(10)"), Rows::next));
    assertThat(text("'still there'")).isEqualTo("still there");
  }

  @Test
  @Timeout(10)
  void stopsCancelledStatementWithinASecond() throws Exception {
    var cancellation = new Cancellation();
    var canceller = Thread.ofVirtual().unstarted(() -> cancelSoon(cancellation));
    var start = System.nanoTime();
    canceller.start();
    assertThatExceptionOfType(StatementCancelled.class)
        .isThrownBy(
            () ->
                database.readOnce(
                    new Tenant(new UUID(0, 0)),
                    cancellation,
                    Plans.ANEW,
                    _ -> sql("select pg_sleep(1.9)"),
                    Rows::next));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1_300));
    canceller.join();
    assertThat(text("'still there'")).isEqualTo("still there");
  }

  private static void cancelSoon(Cancellation cancellation) {
    try {
      Thread.sleep(300);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    cancellation.cancel();
  }

  @Test
  void observesTheTextOfTheStatement() {
    text("'asked before'");
    SEEN.clear();
    text("'seen'");
    assertThat(SEEN).containsExactly(new Observation.StatementSent("select 'seen'"));
  }

  @Test
  void seesNoConnectionThatBrokeInThePool() {
    var ours = tenantWithCall();
    for (int i = 0; i < 3; i++) {
      assertThat(seenBy(database, ours, Plans.ANEW)).hasSize(1);
      database.administer(
          session ->
              session
                  .query(
                      sql(
                          "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
                              + " where datname = ? and application_name = 'rollcall'",
                          test.address().database()))
                  .next());
    }
    assertThat(seenBy(database, ours, Plans.KEPT_BY_KEY)).hasSize(1);
  }
}
