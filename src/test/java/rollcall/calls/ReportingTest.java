package rollcall.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rollcall.database.Tenant;
import rollcall.database.TestDatabase;
import rollcall.database.UuidV7;
import rollcall.jsonapi.schema.Draft;
import rollcall.jsonapi.schema.Outcome;
import rollcall.jsonapi.schema.Precondition;
import rollcall.organisations.OrganisationId;

/// Reports and changes, written to PostgreSQL and read back.
final class ReportingTest {
  private static final Instant START = Instant.parse("2026-11-23T12:00:00.123456Z");
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

  private static CallReport.Builder about(String callUuid, int second) {
    return CallReport.of("pbx", callUuid, START.plusSeconds(second));
  }

  private static CallReport invite(String callUuid) {
    return about(callUuid, 0)
        .identity("outbound", "1001", "15550100")
        .sipUsername("1001")
        .startedAt(START)
        .build();
  }

  private static CallReport ringing(String callUuid) {
    return about(callUuid, 1).rangAt(START.plusSeconds(1)).build();
  }

  private static CallReport cdr(String callUuid) {
    return about(callUuid, 0)
        .identity("outbound", "1001", "15550100")
        .startedAt(START)
        .rangAt(START.plusSeconds(1))
        .answeredAt(START.plusSeconds(3))
        .hangupCause("NORMAL_CLEARING")
        .hangupBy(HangupParty.CALLEE)
        .ended(START.plusSeconds(63), EndSource.CDR)
        .build();
  }

  private List<Outcome> report(CallReport... reports) {
    return database
        .database()
        .write(tenant, session -> recorder.report(session, organisation(), List.of(reports)));
  }

  private OrganisationId organisation() {
    return new OrganisationId(tenant.organisationId());
  }

  private Outcome create(Draft draft) {
    return database
        .database()
        .write(tenant, s -> recorder.create(s, organisation(), List.of(draft)).getFirst());
  }

  private Outcome amend(UUID id, Draft changes, Precondition precondition) {
    return database
        .database()
        .write(tenant, s -> recorder.amend(s, organisation(), id, changes, precondition));
  }

  private List<String> rows() {
    return database.texts(
        tenant,
        "select concat_ws(' ', call_uuid, direction, from_number, to_number, sip_username, status,"
            + " duration_seconds, ring_seconds, talk_seconds, hangup_cause, hangup_by, end_source)"
            + " from calls where organisation_id = ? order by call_uuid",
        tenant.organisationId());
  }

  private static String completed(String callUuid) {
    return callUuid + " outbound 1001 15550100 1001 completed 63 2 60 NORMAL_CLEARING callee cdr";
  }

  @Test
  void callIsThereFromItsFirstReportOn() {
    assertThat(report(invite("a")).getFirst()).isInstanceOf(Outcome.Inserted.class);
    assertThat(rows()).containsExactly("a outbound 1001 15550100 1001 initiated");
    assertThat(report(ringing("a")).getFirst()).isInstanceOf(Outcome.Updated.class);
    assertThat(rows()).containsExactly("a outbound 1001 15550100 1001 ringing");
    report(cdr("a"));
    assertThat(rows()).containsExactly(completed("a"));
  }

  @Test
  void repetitionsAndLateReportsChangeNothing() {
    report(invite("a"), cdr("a"), ringing("a"));

    assertThat(report(ringing("a"), invite("a"), cdr("a")))
        .allMatch(Outcome.Unchanged.class::isInstance);
    assertThat(rows()).containsExactly(completed("a"));
  }

  @Test
  void oneBatchMayTellAllOfACallAndTellsWhatEachReportDid() {
    assertThat(report(cdr("a"), invite("a"), invite("b"), ringing("b"), ringing("b")))
        .map(outcome -> outcome.getClass().getSimpleName())
        .containsExactly("Inserted", "Updated", "Inserted", "Updated", "Unchanged");
  }

  @Test
  void reportOfAnUnknownCallThatSaysNotWhoCalledWhomIsRefused() {
    assertThat(report(ringing("a"), invite("b")))
        .map(outcome -> outcome.getClass().getSimpleName())
        .containsExactly("Conflict", "Inserted");
    assertThat(rows()).hasSize(1);
  }

  @Test
  void conversationThatTheOrganisationDoesNotHaveIsLeftOut() {
    var report =
        about("a", 0)
            .identity("inbound", "1", "2")
            .conversation(UUID.randomUUID())
            .startedAt(START)
            .build();

    assertThat(report(report).getFirst()).isInstanceOf(Outcome.Inserted.class);
  }

  @Test
  void writersAtOnceInAnyOrderGiveOneRowACall() throws Exception {
    var threads = new ArrayList<Thread>();
    for (int writer = 0; writer < 6; writer++) {
      var reports = new ArrayList<CallReport>();
      for (int call = 0; call < 40; call++) {
        reports.addAll(List.of(invite("c" + call), ringing("c" + call), cdr("c" + call)));
      }
      Collections.shuffle(reports, new Random(writer));
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (int from = 0; from < reports.size(); from += 15) {
                      report(reports.subList(from, from + 15).toArray(CallReport[]::new));
                    }
                  }));
    }
    for (var thread : threads) {
      thread.join();
    }

    var expected = new ArrayList<String>();
    for (int call = 0; call < 40; call++) {
      expected.add(completed("c" + call));
    }
    assertThat(rows()).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void factsComeBackFromTheirColumnsAsTheyWere() {
    var random = new Random(7);
    for (int i = 0; i < 300; i++) {
      var uuid = "r" + i;
      var facts = CallFacts.of(invite(uuid));
      for (int j = random.nextInt(4); j > 0; j--) {
        facts =
            facts.join(CallFacts.of(CallFactsProperties.anyReport(random)).withoutConversation());
      }
      var key = new CallKey("pbx", uuid);
      var row = new CallTable.Row(UUID.randomUUID(), key, 0, facts);
      var stored =
          database
              .database()
              .write(
                  tenant,
                  session -> {
                    CallTable.insert(session, tenant.organisationId(), START, List.of(row));
                    return StoredCall.lock(session, tenant.organisationId(), row.id());
                  });
      assertThat(stored.orElseThrow().facts()).isEqualTo(facts);
    }
  }

  @Test
  void statementsComeBackFromTheirColumnsAsTheyWere() {
    var call =
        CallDrafts.of(
            "status",
            null,
            "sip_username",
            "alice",
            "started_at",
            START,
            "answered_at",
            START.minusSeconds(4),
            "ended_at",
            START.minusSeconds(1),
            "duration_seconds",
            -3L,
            "hangup_by",
            "caller",
            "sip_code",
            200L);
    for (var asGiven : List.of(true, false)) {
      var facts = CallStatement.making(call, asGiven);
      var row = new CallTable.Row(UUID.randomUUID(), new CallKey("pbx", "s" + asGiven), 0, facts);
      var stored =
          database
              .database()
              .write(
                  tenant,
                  session -> {
                    CallTable.insert(session, tenant.organisationId(), START, List.of(row));
                    return StoredCall.lock(session, tenant.organisationId(), row.id());
                  });
      assertThat(stored.orElseThrow().facts()).isEqualTo(facts);
    }
  }

  @Test
  void clientMakesACallOnceAndChangesIt() {
    var made = (Outcome.Inserted) create(CallDrafts.of());

    assertThat(made.id().version()).isEqualTo(7);
    assertThat(create(CallDrafts.of("status", "busy"))).isEqualTo(new Outcome.Exists(made.id()));
    assertThat(amend(made.id(), CallDrafts.changes("status", "busy"), Precondition.NONE))
        .isEqualTo(new Outcome.Updated(made.id()));
    assertThat(amend(made.id(), CallDrafts.changes("status", "busy"), Precondition.NONE))
        .isEqualTo(new Outcome.Unchanged(made.id()));
    assertThat(rows()).containsExactly("1 inbound +15550100 1001 busy api");
  }

  @Test
  void changeNeedsTheVersionThatItAsksFor() {
    var made = (Outcome.Inserted) create(CallDrafts.of());
    var version =
        database
            .database()
            .write(
                tenant,
                session ->
                    StoredCall.lock(session, tenant.organisationId(), made.id())
                        .orElseThrow()
                        .version());
    var precondition = new Precondition(java.util.Optional.of(java.util.Set.of(version)));

    assertThat(amend(made.id(), CallDrafts.changes("status", "ringing"), precondition))
        .isEqualTo(new Outcome.Updated(made.id()));
    assertThat(amend(made.id(), CallDrafts.changes("status", "answered"), precondition))
        .isEqualTo(new Outcome.Stale());
  }

  @Test
  void changedSourceMustNotBeThatOfAnotherCall() {
    var one = (Outcome.Inserted) create(CallDrafts.of());
    var other = (Outcome.Inserted) create(CallDrafts.of("call_source", "other"));

    assertThat(amend(one.id(), CallDrafts.changes("call_source", "other"), Precondition.NONE))
        .isEqualTo(new Outcome.Exists(other.id()));
    assertThat(amend(one.id(), CallDrafts.changes("call_source", "third"), Precondition.NONE))
        .isEqualTo(new Outcome.Updated(one.id()));
  }

  @Test
  void anotherOrganisationsCallAndConversationAreNotThere() {
    var made = (Outcome.Inserted) create(CallDrafts.of());
    tenant = database.createOrganisation();
    var foreign = UUID.randomUUID();

    assertThat(amend(made.id(), CallDrafts.changes("status", "busy"), Precondition.NONE))
        .isEqualTo(new Outcome.Missing());
    assertThat(create(CallDrafts.of("conversation_id", foreign)))
        .isEqualTo(new Outcome.UnknownRelated("conversation_id", foreign));
    assertThat(create(CallDrafts.of())).isInstanceOf(Outcome.Inserted.class);
  }
}
