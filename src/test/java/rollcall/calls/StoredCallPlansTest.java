package rollcall.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.database.Session;
import rollcall.database.SqlStatement;
import rollcall.database.Tenant;
import rollcall.database.TestDatabase;

/// Which index stored calls are found by while statistics know nothing of their organisation, and
/// in which order they are locked.
final class StoredCallPlansTest {
  private static final int ORGANISATIONS = 20;
  private static final int CALLS = 1_500;
  private static final int KEYS = 64;
  private static final Pattern SCAN = Pattern.compile("(?m)(\\w+ Scan\\b.* on calls.*)$");
  private static final Pattern REMOVED = Pattern.compile("Rows Removed by Filter: (\\d+)");

  private static Tenant organisation(TestDatabase database, int calls) {
    var tenant = database.createOrganisation();
    database
        .database()
        .administer(
            session ->
                session.update(
                    new SqlStatement(
                        """
                        insert into calls (organisation_id, id, started_at, inserted_at, updated_at,
                            direction, from_number, to_number, call_source, call_uuid, sip_call_id)
                          select ?, gen_random_uuid(), now() - n * interval '1 min', now(), now(),
                            'inbound', '+44' || n % 50, '+45', 'pbx', 'u' || n,
                            case when n % 2 = 0 then 's' || n end
                          from generate_series(1, ?) n
                        """,
                        List.of(tenant.organisationId(), calls))));
    return tenant;
  }

  private static String explain(Session session, SqlStatement statement) {
    var rows =
        session.queryInOrder(
            new SqlStatement("explain (analyze) " + statement.text(), statement.binds()));
    var plan = new StringBuilder();
    while (rows.next()) {
      plan.append(rows.text(0)).append('\n');
    }
    return plan.toString();
  }

  private static List<String> plans(Session session, UUID tenant) {
    var keys =
        keys(IntStream.rangeClosed(1, KEYS).mapToObj(n -> "u" + n * 20).toArray(String[]::new));
    var callIds = IntStream.rangeClosed(1, KEYS).mapToObj(n -> "s" + n * 20).toList();
    return List.of(
        explain(session, StoredCall.knowing(tenant, keys)),
        explain(session, StoredCall.locking(tenant, keys)),
        explain(session, StoredCall.byCallId(tenant, "sip", callIds)));
  }

  private static void check(String plan) {
    var scans = new ArrayList<String>();
    SCAN.matcher(plan).results().forEach(scan -> scans.add(scan.group(1)));
    assertThat(scans)
        .as(plan)
        .isNotEmpty()
        .allMatch(scan -> scan.contains("_call_uuid_call_source") || scan.contains("_sip_call_id"));
    assertThat(REMOVED.matcher(plan).results()).as(plan).isEmpty();
  }

  /// Without any statistics, and with those of the time before the organisations.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void callsOfANewOrganisationAreFoundByTheirKeyAlone(boolean stale) {
    try (var database = TestDatabase.create()) {
      if (stale) {
        IntStream.range(0, ORGANISATIONS).forEach(n -> organisation(database, 10 * n));
        database.vacuum("calls");
      }
      for (int i = 0; i < ORGANISATIONS; i++) {
        var tenant = organisation(database, CALLS);
        var plans = new ArrayList<String>();
        database
            .database()
            .write(tenant, session -> plans.addAll(plans(session, tenant.organisationId())));
        database
            .database()
            .writeUnlessLocked(
                tenant, session -> plans.addAll(plans(session, tenant.organisationId())));
        assertThat(plans).hasSize(6).allSatisfy(StoredCallPlansTest::check);
      }
    }
  }

  private static TreeSet<CallKey> keys(String... callUuids) {
    var keys = new TreeSet<CallKey>();
    List.of(callUuids).forEach(uuid -> keys.add(new CallKey("pbx", uuid)));
    return keys;
  }

  private static void awaitWaiting(TestDatabase database) throws InterruptedException {
    var waits =
        new SqlStatement(
            "select 1 from pg_stat_activity where datname = ? and wait_event_type = 'Lock'",
            List.of(database.address().database()));
    var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!database.database().<Boolean>administer(session -> session.query(waits).next())
        && System.nanoTime() < deadline) {
      Thread.sleep(20);
    }
  }

  @Test
  void whoeverWaitsForACallHoldsThoseWithLesserKeysAndNoneWithGreaterOnes() throws Exception {
    try (var database = TestDatabase.create();
        var others = Executors.newVirtualThreadPerTaskExecutor()) {
      var tenant = organisation(database, 9);
      var id = tenant.organisationId();
      var free =
          new SqlStatement(
              "select call_uuid from calls where organisation_id = ? and call_uuid in ('u1', 'u4',"
                  + " 'u9') order by call_uuid for update skip locked",
              List.of(id));
      var holder = new CompletableFuture<Void>();
      var held = new CountDownLatch(1);
      var holding =
          others.submit(
              () ->
                  database
                      .database()
                      .write(
                          tenant,
                          session -> {
                            StoredCall.lockAll(session, id, keys("u5"));
                            held.countDown();
                            return holder.join();
                          }));
      held.await();
      // By Call-ID, too, and named in another order.
      var waiting =
          others.submit(
              () ->
                  database
                      .database()
                      .write(
                          tenant,
                          session ->
                              StoredCall.lockByCallId(
                                  session, id, "sip", List.of("u9", "u5", "s4", "u1"))));
      awaitWaiting(database);
      assertThat(
              database
                  .database()
                  .<List<String>>write(
                      tenant,
                      session -> {
                        var rows = session.query(free);
                        var uuids = new ArrayList<String>();
                        while (rows.next()) {
                          uuids.add(rows.text(0));
                        }
                        return uuids;
                      }))
          .containsExactly("u9");
      holder.complete(null);
      holding.get();
      assertThat(waiting.get())
          .map(call -> call.key().callUuid())
          .containsExactly("u1", "u4", "u5", "u9");
    }
  }
}
