package rollcall.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rollcall.database.Cancellation;
import rollcall.database.DatabaseSettings;
import rollcall.database.SqlStatement;
import rollcall.database.Tenant;
import rollcall.database.TestDatabase;
import rollcall.database.UuidV7;
import rollcall.jsonapi.plan.Condition;
import rollcall.jsonapi.schema.Draft;
import rollcall.observe.Observation;
import rollcall.organisations.OrganisationId;
import rollcall.organisations.OrganisationRecorder;

/// What a running server removes, and what it leaves alone.
final class RetentionTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final int DAYS = 30;
  private static final Duration OFTEN = Duration.ofMillis(50);

  private final List<Observation> observations = new CopyOnWriteArrayList<>();
  private TestDatabase test;
  private Tenant tenant;

  @BeforeEach
  void create() {
    test = TestDatabase.create(DatabaseSettings.DEFAULT.withPoolSize(8), _ -> {});
    tenant = test.createOrganisation();
  }

  @AfterEach
  void drop() {
    test.close();
  }

  private void record(Tenant of, Instant at, List<Draft> drafts) {
    var clock = Clock.fixed(at, ZoneOffset.UTC);
    var recorder = new CallRecorder(clock, new UuidV7(clock));
    var outcomes =
        test.database()
            .write(
                of,
                session ->
                    recorder.record(session, new OrganisationId(of.organisationId()), drafts));
    assertThat(outcomes).hasSize(drafts.size());
  }

  private static Draft ended(String uuid, Instant startedAt) {
    return CallDrafts.of(
        "call_uuid", uuid, "started_at", startedAt, "ended_at", startedAt.plusSeconds(60));
  }

  private void keep(Optional<Integer> days) {
    test.database()
        .write(
            tenant,
            session ->
                new OrganisationRecorder(CLOCK)
                    .setRetention(session, new OrganisationId(tenant.organisationId()), days));
  }

  private CallUpkeep upkeep() {
    return CallUpkeep.start(test.database(), CLOCK, observations::add, OFTEN);
  }

  private List<String> there(Tenant of) {
    return test.texts(
        of,
        "select call_uuid from calls where organisation_id = ? order by call_uuid",
        of.organisationId());
  }

  private long kept(Tenant of) {
    return test.database()
        .<Long>read(
            of,
            new Cancellation(),
            session -> {
              var organisation = new OrganisationId(of.organisationId());
              var rows = session.query(CallCounts.of(organisation, Condition.TRUE).orElseThrow());
              rows.next();
              return rows.integer(0);
            });
  }

  private void awaitCalls(int count) throws InterruptedException {
    var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (there(tenant).size() != count && System.nanoTime() < deadline) {
      Thread.sleep(20);
    }
  }

  @Test
  void oldCallsGoAndYoungerOnesOpenOnesAndThoseOfOthersStay() throws Exception {
    var limit = NOW.minus(Duration.ofDays(DAYS));
    var others = test.createOrganisation();
    var drafts =
        List.of(
            ended("old", limit.minusSeconds(1)),
            ended("older", limit.minus(Duration.ofDays(400))),
            ended("young", limit),
            CallDrafts.of("call_uuid", "open", "started_at", limit.minusSeconds(90)),
            CallDrafts.of("call_uuid", "undated", "status", "busy"));
    record(tenant, limit.minusSeconds(5), drafts);
    record(tenant, NOW, List.of(CallDrafts.of("call_uuid", "undated now", "status", "busy")));
    record(others, limit.minusSeconds(5), drafts);
    keep(Optional.of(DAYS));

    try (var _ = upkeep()) {
      awaitCalls(3);
      // What stays, stays in the next rounds, too.
      Thread.sleep(500);
    }
    assertThat(there(tenant)).containsExactly("open", "undated now", "young");
    assertThat(there(others)).hasSize(drafts.size());
    assertThat(kept(tenant)).isEqualTo(3);
    assertThat(kept(others)).isEqualTo(drafts.size());
    assertThat(observations).isEmpty();
  }

  @Test
  void nothingGoesUnlessItIsSet() throws Exception {
    record(tenant, NOW, List.of(ended("old", NOW.minus(Duration.ofDays(4_000)))));
    keep(Optional.of(DAYS));
    keep(Optional.empty());
    try (var _ = upkeep()) {
      Thread.sleep(400);
    }
    assertThat(there(tenant)).containsExactly("old");
  }

  @Test
  void severalServersShareManyBatchesAndAReaderSeesItsListToTheEnd() throws Exception {
    var old = NOW.minus(Duration.ofDays(100));
    var count = 2 * CallRemoval.AT_ONCE + 100;
    var drafts = new ArrayList<Draft>();
    for (int i = 0; i < count; i++) {
      drafts.add(ended("old" + i, old.plusSeconds(i / 3)));
      if (i % 2 == 0) {
        drafts.add(CallDrafts.of("call_uuid", "open" + i, "started_at", old.plusSeconds(i / 3)));
      }
    }
    record(tenant, NOW, drafts);
    keep(Optional.of(DAYS));
    var seen =
        test.database()
            .<Integer>read(
                tenant,
                new Cancellation(),
                session -> {
                  var rows =
                      session.query(
                          new SqlStatement(
                              "select id from calls where organisation_id = ?",
                              List.of(tenant.organisationId())));
                  rows.next();
                  removeAll(count / 2);
                  var read = 1;
                  while (rows.next()) {
                    read++;
                  }
                  return read;
                });
    assertThat(seen).isEqualTo(drafts.size());
    assertThat(there(tenant)).hasSize(count / 2).allMatch(uuid -> uuid.startsWith("open"));
    assertThat(kept(tenant)).isEqualTo(count / 2);
    assertThat(observations).isEmpty();
  }

  private void removeAll(int left) {
    try (var _ = upkeep();
        var _ = upkeep()) {
      awaitCalls(left);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
