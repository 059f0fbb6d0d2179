package rollcall.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rollcall.database.SqlStatement;
import rollcall.database.Tenant;
import rollcall.database.TestDatabase;
import rollcall.database.UuidV7;
import rollcall.jsonapi.schema.Draft;
import rollcall.jsonapi.schema.Outcome;
import rollcall.organisations.OrganisationId;

final class CallRecorderTest {
  private static TestDatabase database;

  private final CallRecorder recorder =
      new CallRecorder(Clock.systemUTC(), new UuidV7(Clock.systemUTC()));
  private Tenant tenant;

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void newOrganisation() {
    tenant = database.createOrganisation();
  }

  @Test
  void insertsAndThenLeavesUnchanged() {
    var draft = draft(Optional.of(UUID.randomUUID()), Map.of());

    assertThat(record(draft)).containsExactly(new Outcome.Inserted(draft.id().orElseThrow()));
    assertThat(record(draft)).containsExactly(new Outcome.Unchanged(draft.id().orElseThrow()));
  }

  @Test
  void findsCallWithoutIdByItsSourceAndUuid() {
    var first = (Outcome.Inserted) record(draft(Optional.empty(), Map.of())).getFirst();

    assertThat(first.id().version()).isEqualTo(7);
    assertThat(record(draft(Optional.empty(), Map.of("status", "busy"))))
        .containsExactly(new Outcome.Unchanged(first.id()));
    assertThat(record(draft(Optional.empty(), Map.of("call_source", "other"))).getFirst())
        .isInstanceOf(Outcome.Inserted.class);
  }

  @Test
  void keepsCallThatReusesAnIdOfTheSwitch() {
    var one = draft(Optional.of(UUID.randomUUID()), Map.of());
    var two = draft(Optional.of(UUID.randomUUID()), Map.of());
    var three = draft(Optional.of(UUID.randomUUID()), Map.of());

    assertThat(record(one, two)).allMatch(Outcome.Inserted.class::isInstance);
    assertThat(record(three, one))
        .map(Object::getClass)
        .map(Class::getSimpleName)
        .containsExactly("Inserted", "Unchanged");
    assertThat(column("occurrence")).containsExactly(0L, 1L, 2L);
  }

  @Test
  void countsDuplicatesWithinBatchOnce() {
    var id = UUID.randomUUID();
    var outcomes =
        record(
            draft(Optional.of(id), Map.of()),
            draft(Optional.of(id), Map.of()),
            draft(Optional.empty(), Map.of()));

    assertThat(outcomes)
        .containsExactly(
            new Outcome.Inserted(id), new Outcome.Unchanged(id), new Outcome.Unchanged(id));
  }

  @Test
  void refusesConversationOfAnotherOrganisationAndKeepsTheRest() {
    var foreign = UUID.randomUUID();
    var outcomes =
        record(
            draft(Optional.empty(), Map.of("conversation_id", foreign, "call_uuid", "a")),
            draft(Optional.empty(), Map.of("call_uuid", "b")));

    assertThat(outcomes.get(0)).isEqualTo(new Outcome.UnknownRelated("conversation_id", foreign));
    assertThat(outcomes.get(1)).isInstanceOf(Outcome.Inserted.class);
  }

  @Test
  void fillsDurationFromTimesUnlessGiven() {
    var times =
        Map.<String, Object>of(
            "started_at", Instant.parse("2025-01-01T00:00:00.9Z"),
            "ended_at", Instant.parse("2025-01-01T00:01:00.8Z"));
    var given = new HashMap<>(times);
    given.put("duration_seconds", -5L);
    given.put("call_uuid", "given");

    record(draft(Optional.empty(), times), draft(Optional.empty(), given));

    assertThat(column("duration_seconds")).containsExactlyInAnyOrder(59L, -5L);
  }

  @Test
  void twoWritersAtOnceLoseNothing() throws Exception {
    var threads = new ArrayList<Thread>();
    for (int writer = 0; writer < 4; writer++) {
      var drafts = new ArrayList<Draft>();
      for (int i = 0; i < 50; i++) {
        drafts.add(draft(Optional.of(UUID.randomUUID()), Map.of("call_uuid", "u" + i)));
      }
      threads.add(Thread.ofVirtual().start(() -> record(drafts.toArray(Draft[]::new))));
    }
    for (var thread : threads) {
      thread.join();
    }
    assertThat(column("occurrence")).hasSize(200).filteredOn(o -> o == 3L).hasSize(50);
  }

  private List<Outcome> record(Draft... drafts) {
    return database
        .database()
        .write(
            tenant,
            session ->
                recorder.record(
                    session, new OrganisationId(tenant.organisationId()), List.of(drafts)));
  }

  private List<Long> column(String name) {
    return database
        .database()
        .write(
            tenant,
            session -> {
              var rows =
                  session.query(
                      new SqlStatement(
                          "select "
                              + name
                              + " from calls where organisation_id = ?"
                              + " order by occurrence, id",
                          List.of(tenant.organisationId())));
              var values = new ArrayList<Long>();
              while (rows.next()) {
                values.add(rows.integer(0));
              }
              return values;
            });
  }

  private static Draft draft(Optional<UUID> id, Map<String, Object> more) {
    var values = new Object[Calls.TYPE.attributes().size()];
    var all = new HashMap<String, Object>();
    all.put("direction", "inbound");
    all.put("from_number", "+15550100");
    all.put("to_number", "1001");
    all.put("call_uuid", "u");
    all.put("call_source", "api");
    all.putAll(more);
    all.forEach((name, value) -> values[Calls.TYPE.position(name)] = value);
    return Draft.of(Calls.TYPE, id, Arrays.asList(values));
  }
}
