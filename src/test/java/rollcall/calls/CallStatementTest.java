package rollcall.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import rollcall.jsonapi.schema.Draft;
import rollcall.jsonapi.schema.Outcome;

/// What a client states of a call, and what follows.
final class CallStatementTest {
  private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
  private static final Instant NOW = Instant.parse("2026-11-23T13:00:00Z");
  private static final CallKey KEY = new CallKey("pbx", "1");

  private static CallFacts made(Object... attributes) {
    return CallStatement.making(CallDrafts.of(attributes), false);
  }

  private static CallFacts changed(CallFacts facts, Object... changes) {
    var amendment = amended(facts, changes);
    assertThat(amendment.fault()).isNull();
    return amendment.facts();
  }

  private static Amendment amended(CallFacts facts, Object... changes) {
    var call = new StoredCall(new UUID(0, 1), KEY, 0, CallState.of(facts).status(), facts);
    return Amendment.of(call, CallDrafts.changes(changes), NOW);
  }

  private static Draft shown(CallFacts facts) {
    return CallColumns.draft(new UUID(0, 1), KEY, facts);
  }

  private static Instant after(int seconds) {
    return START.plusSeconds(seconds);
  }

  @Test
  void callWithoutStatusOrFactsIsInitiated() {
    assertThat(shown(made()).value("status")).isEqualTo("initiated");
    assertThat(shown(made()).value("started_at")).isNull();
    assertThat(shown(made("status", null)).value("status")).isNull();
  }

  @Test
  void statusFollowsFromTheTimesThatAreGiven() {
    assertThat(shown(made("started_at", START, "answered_at", after(2))).value("status"))
        .isEqualTo("answered");
    var ended = shown(made("started_at", START, "answered_at", after(2), "ended_at", after(62)));
    assertThat(ended.value("status")).isEqualTo("completed");
    assertThat(ended.value("duration_seconds")).isEqualTo(62L);
    assertThat(ended.value("talk_seconds")).isEqualTo(60L);
    assertThat(ended.value("ring_seconds")).isEqualTo(2L);
    assertThat(ended.value("end_source")).isEqualTo("api");
    assertThat(shown(made("ended_at", after(2), "sip_code", 486L)).value("status"))
        .isEqualTo("busy");
  }

  @Test
  void statusAndDurationOfAClientStandAsTheyAre() {
    var shown =
        shown(
            made(
                "status",
                "failed",
                "started_at",
                START,
                "ended_at",
                after(60),
                "answered_at",
                after(5),
                "duration_seconds",
                3L));

    assertThat(shown.value("status")).isEqualTo("failed");
    assertThat(shown.value("duration_seconds")).isEqualTo(3L);
    assertThat(shown.value("talk_seconds")).isEqualTo(55L);
  }

  @Test
  void callGoesThroughItsLifeByChanges() {
    var ringing = changed(made("started_at", START), "status", "ringing");
    var answered = changed(ringing, "status", "answered", "answered_at", after(4));
    var talking = changed(answered, "status", "in_progress");
    var over = changed(talking, "ended_at", after(64));

    assertThat(shown(ringing).value("status")).isEqualTo("ringing");
    assertThat(shown(talking).value("status")).isEqualTo("in_progress");
    assertThat(shown(over).value("status")).isEqualTo("completed");
    assertThat(shown(over).value("duration_seconds")).isEqualTo(64L);
    assertThat(shown(over).value("end_source")).isEqualTo("api");
  }

  @Test
  void endWithoutStatusFollowsFromWhatWasClaimedBefore() {
    assertThat(shown(changed(made("status", "ringing"), "ended_at", after(9))).value("status"))
        .isEqualTo("no_answer");
    assertThat(shown(changed(made("status", "answered"), "ended_at", after(9))).value("status"))
        .isEqualTo("completed");
    assertThat(
            shown(changed(made("status", "ringing"), "ended_at", after(9), "sip_code", 487L))
                .value("status"))
        .isEqualTo("cancelled");
  }

  @Test
  void endedCallDoesNotGoBack() {
    var over = made("status", "completed", "ended_at", after(9));

    assertThat(amended(over, "status", "ringing").fault())
        .isEqualTo(new Outcome.InvalidTransition("status", "completed", "ringing"));
    assertThat(amended(made("ended_at", after(9)), "status", "in_progress").fault())
        .isEqualTo(new Outcome.InvalidTransition("status", "failed", "in_progress"));
    assertThat(amended(made("started_at", START, "ended_at", after(9)), "ended_at", null).fault())
        .isEqualTo(new Outcome.InvalidTransition("ended_at", "failed", "initiated"));
    assertThat(shown(changed(over, "status", "failed")).value("status")).isEqualTo("failed");
  }

  @Test
  void liveCallDoesNotGoBackEither() {
    assertThat(amended(made("status", "answered"), "status", "ringing").fault())
        .isEqualTo(new Outcome.InvalidTransition("status", "answered", "ringing"));
    assertThat(amended(made("status", "in_progress"), "status", "answered").fault()).isNull();
  }

  @Test
  void repetitionChangesNothing() {
    var over = made("status", "completed", "started_at", START, "ended_at", after(9));

    assertThat(amended(over, "status", "completed", "ended_at", after(9)).changesAnything())
        .isFalse();
    assertThat(amended(over, "duration_seconds", 9L).changesAnything()).isFalse();
    assertThat(amended(over, "duration_seconds", 8L).changesAnything()).isTrue();
  }

  @Test
  void nullTakesAStatementBack() {
    var call =
        made("started_at", START, "ended_at", after(9), "duration_seconds", 3L, "sip_code", 486L);

    assertThat(shown(changed(call, "duration_seconds", null)).value("duration_seconds"))
        .isEqualTo(9L);
    assertThat(shown(changed(call, "sip_code", null)).value("status")).isEqualTo("failed");
    assertThat(
            shown(changed(made("conversation_id", new UUID(0, 7)), "conversation_id", null))
                .value("conversation_id"))
        .isNull();
  }

  @Test
  void endBeforeTheBeginningIsMovedThereAndTold() {
    var shown = shown(changed(made("started_at", START), "ended_at", after(-5)));

    assertThat(shown.value("ended_at")).isEqualTo(START);
    assertThat(shown.value("reported_ended_at")).isEqualTo(after(-5));
    assertThat(shown.value("duration_seconds")).isEqualTo(0L);
  }

  @Test
  void recordIsKeptToTheLetterHoweverItsTimesFit() {
    var draft =
        CallDrafts.of(
            "status", "ringing", "started_at", START, "ended_at", after(-5), "end_source", null);
    var shown = shown(CallStatement.making(draft, true));

    assertThat(shown.value("status")).isEqualTo("ringing");
    assertThat(shown.value("ended_at")).isEqualTo(after(-5));
    assertThat(shown.value("duration_seconds")).isEqualTo(-5L);
  }

  @Test
  void reportsAddWhatAClientDidNotState() {
    var cdr =
        CallReport.of("pbx", "1", START)
            .identity("outbound", "other", "other")
            .startedAt(START)
            .answeredAt(after(3))
            .hangupCause("NORMAL_CLEARING")
            .ended(after(30), EndSource.CDR)
            .build();
    var shown = shown(made("status", "in_progress").join(CallFacts.of(cdr)));

    assertThat(shown.value("direction")).isEqualTo("inbound");
    assertThat(shown.value("status")).isEqualTo("completed");
    assertThat(shown.value("end_source")).isEqualTo("cdr");
    assertThat(shown.value("ended_at")).isEqualTo(after(30));
    assertThat(shown(made("status", "failed").join(CallFacts.of(cdr))).value("status"))
        .isEqualTo("failed");
    assertThat(shown(made("status", "failed").join(CallFacts.of(cdr))).value("ended_at"))
        .isEqualTo(after(30));
  }

  @Test
  void clientWhoSaysThatACallGoesOnKnowsBetterThanAnEstimate() {
    var guessed =
        made("started_at", START)
            .join(
                CallFacts.of(
                    CallReport.of("pbx", "1", START).ended(after(9), EndSource.TIMEOUT).build()));

    var alive = changed(guessed, "status", "in_progress");

    assertThat(shown(alive).value("status")).isEqualTo("in_progress");
    assertThat(shown(alive).value("ended_at")).isNull();
  }

  @Test
  void recordThatIsKeptToTheLetterIsLookedAtAgainWhenMoreIsKnown() {
    var live =
        CallStatement.making(CallDrafts.of("status", "ringing", "started_at", after(101)), true);
    var cdr =
        CallReport.of("pbx", "1", START).startedAt(START).ended(after(30), EndSource.CDR).build();

    var reported = shown(live.join(CallFacts.of(cdr)));
    var stated = shown(changed(live, "ended_at", after(30)));

    for (var shown : List.of(reported, stated)) {
      assertThat(shown.value("duration_seconds")).isEqualTo(0L);
      assertThat(shown.value("ended_at")).isEqualTo(after(101));
      assertThat(shown.value("reported_ended_at")).isEqualTo(after(30));
    }
  }

  @Test
  void endThatAClientPassesOnGivesWayToABetterOne() {
    var cdr = CallReport.of("pbx", "1", START).ended(after(30), EndSource.CDR).build();
    var alive = CallReport.of("pbx", "1", after(70)).build();
    var hangup = CallReport.of("pbx", "1", START).ended(after(80), EndSource.HANGUP).build();
    var guessed = made("started_at", START, "ended_at", after(60), "end_source", "timeout");

    assertThat(shown(guessed.join(CallFacts.of(cdr))).value("ended_at")).isEqualTo(after(30));
    assertThat(shown(guessed.join(CallFacts.of(cdr))).value("end_source")).isEqualTo("cdr");
    var refuted = guessed.join(CallFacts.of(alive));
    assertThat(shown(refuted).value("ended_at")).isNull();
    assertThat(shown(refuted.join(CallFacts.of(hangup))).value("ended_at")).isEqualTo(after(80));
  }

  @Test
  void clientWhoRefutesAnEstimateDoesNotLeadBackEither() {
    var guessed =
        made("started_at", START, "answered_at", after(2))
            .join(
                CallFacts.of(
                    CallReport.of("pbx", "1", START).ended(after(9), EndSource.TIMEOUT).build()));

    assertThat(amended(guessed, "status", "ringing").fault())
        .isEqualTo(new Outcome.InvalidTransition("status", "answered", "ringing"));
  }

  @Test
  void callWithAnEndTakesNoStatusOfALiveOne() {
    var odd = CallStatement.making(CallDrafts.of("status", "ringing", "ended_at", after(9)), true);

    assertThat(amended(odd, "status", "answered").fault())
        .isEqualTo(new Outcome.InvalidTransition("status", "ringing", "answered"));
  }

  @Test
  void finalReplyOf200IsAnAnswer() {
    assertThat(shown(made("sip_code", 200L, "ended_at", after(9))).value("status"))
        .isEqualTo("completed");
    assertThat(shown(made("sip_code", 200L)).value("status")).isEqualTo("answered");
  }
}
