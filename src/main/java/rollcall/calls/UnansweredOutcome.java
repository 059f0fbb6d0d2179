package rollcall.calls;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tells how a call ended that nobody answered, from the best evidence there is: the SIP reply of
/// the called party, then the outcome in the source's word, then the named cause (Q.850 and the
/// switches' own), then a word that is only presumed, then who hung up.
final class UnansweredOutcome {
  private static final Map<String, String> BY_CAUSE = byCause();

  private UnansweredOutcome() {}

  private static Map<String, String> byCause() {
    var causes = new HashMap<String, String>();
    for (var cause :
        List.of("USER_BUSY", "BUSY_EVERYWHERE", "DECLINE", "UNWANTED", "REJECT_ALL", "CALL_BUSY")) {
      causes.put(cause, Statuses.BUSY);
    }
    for (var cause : List.of("ORIGINATOR_CANCEL", "REQUEST_TERMINATED")) {
      causes.put(cause, Statuses.CANCELLED);
    }
    for (var cause :
        List.of(
            "NO_ANSWER",
            "NO_USER_RESPONSE",
            "ALLOTTED_TIMEOUT",
            "PROGRESS_TIMEOUT",
            "NO_PICKUP",
            "RECOVERY_ON_TIMER_EXPIRE",
            "SUBSCRIBER_ABSENT",
            "USER_NOT_REGISTERED")) {
      causes.put(cause, Statuses.NO_ANSWER);
    }
    return Map.copyOf(causes);
  }

  /// The status; `rang` says whether the called party is known to have rung.
  static String of(Evidence evidence, boolean rang) {
    return bySipCode(evidence, rang)
        .or(() -> bySaid(evidence, true))
        .or(() -> byCause(evidence))
        .or(() -> bySaid(evidence, false))
        .orElseGet(() -> byRest(evidence, rang));
  }

  private static Optional<String> bySipCode(Evidence evidence, boolean rang) {
    var code = evidence.sipCode();
    if (code == null || code < 300) {
      return Optional.empty();
    }
    // A time-out without any ringing means that the peer is dead: the request was never answered.
    return Optional.of(
        code == 408 && !rang ? Statuses.FAILED : SaidOutcome.ofFinalReply(code).status());
  }

  private static Optional<String> bySaid(Evidence evidence, boolean certain) {
    return Optional.ofNullable(evidence.said())
        .filter(said -> said.isOutcome() && said.isCertain() == certain)
        .map(SaidOutcome::status);
  }

  private static Optional<String> byCause(Evidence evidence) {
    return Optional.ofNullable(evidence.hangupCause())
        .filter(cause -> !Evidence.isVague(cause))
        .map(cause -> BY_CAUSE.getOrDefault(cause, Statuses.FAILED));
  }

  private static String byRest(Evidence evidence, boolean rang) {
    if (evidence.hangupBy() == HangupParty.CALLER) {
      return Statuses.CANCELLED;
    }
    return rang ? Statuses.NO_ANSWER : Statuses.FAILED;
  }
}
