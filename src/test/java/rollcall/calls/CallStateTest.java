package rollcall.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What follows from the facts of a call.
final class CallStateTest {
  private static final Instant START = Instant.parse("2026-11-23T12:00:00.250Z");

  private static CallReport.Builder report() {
    return CallReport.of("pbx", "1", START).startedAt(START);
  }

  private static CallState state(CallReport.Builder... reports) {
    var facts = CallFacts.NONE;
    for (var report : reports) {
      facts = facts.join(CallFacts.of(report.build()));
    }
    return CallState.of(facts);
  }

  private static Instant after(double seconds) {
    return START.plusNanos(Math.round(seconds * 1e9));
  }

  /// The table of unanswered outcomes: rang or not, SIP code, cause, what the source says, who.
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "rang,  486, -,                          -,                    -,      busy",
        "rang,  600, -,                          -,                    -,      busy",
        "rang,  603, CALL_REJECTED,              -,                    -,      busy",
        "rang,  607, -,                          -,                    -,      busy",
        "-,     -,   USER_BUSY,                  -,                    -,      busy",
        "-,     -,   BUSY_EVERYWHERE,            -,                    -,      busy",
        "-,     -,   DECLINE,                    -,                    -,      busy",
        "-,     -,   UNWANTED,                   -,                    -,      busy",
        "rang,  -,   -,                          BUSY,                 -,      busy",
        "rang,  -,   CALL_REJECTED,              BUSY,                 -,      busy",
        "rang,  487, NORMAL_CLEARING,            -,                    -,      cancelled",
        "rang,  -,   ORIGINATOR_CANCEL,          -,                    -,      cancelled",
        "rang,  -,   -,                          CANCELLED,            -,      cancelled",
        "rang,  -,   -,                          PRESUMABLY_CANCELLED, -,      cancelled",
        "rang,  -,   NORMAL_CLEARING,            -,                    CALLER, cancelled",
        "rang,  480, -,                          -,                    -,      no_answer",
        "-,     480, -,                          -,                    -,      no_answer",
        "rang,  408, RECOVERY_ON_TIMER_EXPIRE,   -,                    -,      no_answer",
        "-,     408, NORMAL_TEMPORARY_FAILURE,   -,                    -,      failed",
        "rang,  -,   NO_ANSWER,                  -,                    -,      no_answer",
        "-,     -,   NO_USER_RESPONSE,           -,                    -,      no_answer",
        "rang,  -,   ALLOTTED_TIMEOUT,           -,                    -,      no_answer",
        "-,     -,   SUBSCRIBER_ABSENT,          -,                    -,      no_answer",
        "-,     -,   USER_NOT_REGISTERED,        -,                    -,      no_answer",
        "rang,  -,   -,                          NO_ANSWER,            -,      no_answer",
        "-,     -,   -,                          PRESUMABLY_NO_ANSWER, -,      no_answer",
        "-,     -,   UNALLOCATED_NUMBER,         PRESUMABLY_NO_ANSWER, -,      failed",
        "-,     404, UNALLOCATED_NUMBER,         -,                    -,      failed",
        "-,     -,   NO_ROUTE_DESTINATION,       -,                    -,      failed",
        "-,     403, CALL_REJECTED,              -,                    -,      failed",
        "-,     -,   CALL_REJECTED,              -,                    -,      failed",
        "-,     488, INCOMPATIBLE_DESTINATION,   -,                    -,      failed",
        "-,     503, NORMAL_TEMPORARY_FAILURE,   -,                    -,      failed",
        "-,     -,   NETWORK_OUT_OF_ORDER,       -,                    -,      failed",
        "rang,  -,   SYSTEM_SHUTDOWN,            -,                    -,      failed",
        "-,     -,   NORMAL_CLEARING,            FAILED,               -,      failed",
        "-,     -,   NORMAL_CLEARING,            -,                    -,      failed",
        "rang,  -,   NORMAL_CLEARING,            -,                    -,      no_answer",
        "rang,  486, ORIGINATOR_CANCEL,          CANCELLED,            CALLER, busy",
        "rang,  200, USER_BUSY,                  -,                    -,      completed",
        "-,     -,   -,                          -,                    -,      failed",
      })
  void callWithoutAnswerTimeEndsAsTheBestEvidenceSays(
      String rang, Long code, String cause, SaidOutcome said, HangupParty by, String status) {
    var report =
        report()
            .rangAt(rang == null ? null : after(1))
            .sipCode(code)
            .hangupCause(cause)
            .outcome(said)
            .hangupBy(by)
            .ended(after(5), EndSource.CDR);

    assertThat(state(report).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"SYSTEM_SHUTDOWN", "MANAGER_REQUEST", "MEDIA_TIMEOUT", "USER_BUSY", "NO_ANSWER"})
  void answeredCallIsCompletedWhateverEndedIt(String cause) {
    var report = report().answeredAt(after(2)).hangupCause(cause).ended(after(9), EndSource.HANGUP);

    assertThat(state(report).status()).isEqualTo("completed");
  }

  @Test
  void liveCallShowsHowFarItHasCome() {
    var ringing = report().rangAt(after(1));
    var answered = report().answeredAt(after(2));

    assertThat(state(report()).status()).isEqualTo("initiated");
    assertThat(state(report(), ringing).status()).isEqualTo("ringing");
    assertThat(state(answered, ringing, report()).status()).isEqualTo("answered");
    assertThat(state(ringing, report().outcome(SaidOutcome.IN_PROGRESS)).status())
        .isEqualTo("in_progress");
  }

  @Test
  void lengthsAreWholeSecondsOfWhatPassed() {
    var state =
        state(
            report()
                .rangAt(after(0.9))
                .answeredAt(after(3.899))
                .ended(after(9.999), EndSource.CDR));

    assertThat(state.durationSeconds()).isEqualTo(9);
    assertThat(state.ringSeconds()).isEqualTo(2);
    assertThat(state.talkSeconds()).isEqualTo(6);
  }

  @Test
  void callThatSurelyRangRangFromItsStartWhereNobodySaysWhen() {
    assertThat(state(report().answeredAt(after(4))).ringSeconds()).isEqualTo(4);
    assertThat(
            state(report().outcome(SaidOutcome.NO_ANSWER).ended(after(20), EndSource.CDR))
                .ringSeconds())
        .isEqualTo(20);
    assertThat(state(report().sipCode(503L).ended(after(1), EndSource.CDR)).ringSeconds()).isNull();
  }

  @Test
  void endBeforeTheBeginningIsMovedThereAndTold() {
    var state = state(report().ended(after(-2), EndSource.HANGUP));

    assertThat(state.endedAt()).isEqualTo(START);
    assertThat(state.reportedEndedAt()).isEqualTo(after(-2));
    assertThat(state.durationSeconds()).isZero();
  }

  @Test
  void movedEndStandsWhereItWasReportedOnceTheBeginningIsKnownToBeEarlier() {
    var state =
        state(
            report().ended(after(-2), EndSource.HANGUP),
            CallReport.of("pbx", "1", after(-5)).startedAt(after(-5)));

    assertThat(state.endedAt()).isEqualTo(after(-2));
    assertThat(state.reportedEndedAt()).isNull();
    assertThat(state.durationSeconds()).isEqualTo(3);
  }

  @Test
  void recordBeatsEventAndEventBeatsEstimate() {
    var timeout = report().ended(after(3), EndSource.TIMEOUT);
    var hangup = report().ended(after(5), EndSource.HANGUP);
    var laterHangup = report().ended(after(6), EndSource.HANGUP);
    var cdr = report().ended(after(7), EndSource.CDR);

    assertThat(state(hangup, timeout).endedAt()).isEqualTo(after(5));
    assertThat(state(laterHangup, hangup).endedAt()).isEqualTo(after(5));
    assertThat(state(timeout, cdr, hangup).endedAt()).isEqualTo(after(7));
  }

  @Test
  void estimatedEndGivesWayToALaterSignOfLifeInAnyOrder() {
    var gone = report().answeredAt(after(1)).ended(after(3), EndSource.RESYNC);
    var alive = CallReport.of("pbx", "1", after(4));
    var goneAgain = report().ended(after(6), EndSource.TIMEOUT);

    assertThat(state(gone).status()).isEqualTo("completed");
    assertThat(state(gone, alive).status()).isEqualTo("answered");
    assertThat(state(alive, gone).endedAt()).isNull();
    assertThat(state(goneAgain, alive, gone).endedAt()).isEqualTo(after(6));
  }
}
