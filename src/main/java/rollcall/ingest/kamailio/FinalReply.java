package rollcall.ingest.kamailio;

import java.util.Optional;
import java.util.regex.Pattern;
import rollcall.calls.CallReport;
import rollcall.calls.HangupParty;
import rollcall.calls.SaidOutcome;

/// The final reply to an INVITE that failed.
record FinalReply(long code) {
  private static final Pattern FAILURE = Pattern.compile("[3-6]\\d\\d");
  private static final long REQUEST_TIMEOUT = 408;
  private static final long REQUEST_TERMINATED = 487;

  /// The reply that `code` is; nothing where it is none, or one with which a call goes on.
  static Optional<FinalReply> of(String code) {
    return FAILURE.matcher(code).matches()
        ? Optional.of(new FinalReply(Long.parseLong(code)))
        : Optional.empty();
  }

  /// Tells `report` that the call ended with `outcome`, and with `code` where nobody answered.
  static void describe(CallReport.Builder report, SaidOutcome outcome, String code) {
    report.outcome(outcome);
    if (outcome == SaidOutcome.CANCELLED) {
      report.hangupBy(HangupParty.CALLER);
    }
    if (outcome != SaidOutcome.IN_PROGRESS) {
      of(code).ifPresent(reply -> reply.describe(report));
    }
  }

  /// Whether it asks the caller for a password, with which the same call comes again.
  boolean isChallenge() {
    return code == 401 || code == 407;
  }

  /// Tells `report` the code, and whose doing it was.
  void describe(CallReport.Builder report) {
    report.sipCode(code);
    report.hangupBy(party());
  }

  private HangupParty party() {
    if (code == REQUEST_TERMINATED) {
      return HangupParty.CALLER;
    }
    // The proxy itself makes a 408 when its timer ends.
    return code == REQUEST_TIMEOUT ? HangupParty.SYSTEM : HangupParty.CALLEE;
  }
}
