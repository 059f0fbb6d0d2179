package rollcall.ingest.asterisk;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import rollcall.calls.CallReport;
import rollcall.calls.EndSource;
import rollcall.calls.HangupParty;
import rollcall.calls.SaidOutcome;
import rollcall.ingest.Fields;

/// The event Hangup. That of the call's own channel ends the call; its code is what the caller was
/// told. That of another channel has the called party's code.
final class AmiHangup {
  private static final Pattern CAUSE = Pattern.compile("\\d{1,3}");
  private static final Pattern FAILURE = Pattern.compile("[3-6]\\d\\d");
  private static final String UP = "6";
  private static final String REQUEST_TERMINATED = "487";
  private static final int NORMAL_CLEARING = 16;
  private static final int INTERWORKING = 127;

  /// Causes of a channel that the switch itself gave up: none, another was quicker, the caller
  /// left.
  private static final Set<Integer> OF_THE_SWITCH = Set.of(0, NORMAL_CLEARING, 26, INTERWORKING);

  private AmiHangup() {}

  /// Whether the event, which `report` then tells, says anything of the call.
  static boolean tells(CallReport.Builder report, Fields event, boolean first, Instant at) {
    if (first) {
      endCall(report, event, at);
      return true;
    }
    return !isUp(event) && tellsOfCalledParty(report, event);
  }

  private static void endCall(CallReport.Builder report, Fields event, Instant at) {
    report.ended(at, EndSource.HANGUP);
    var cause = cause(event).filter(number -> number != INTERWORKING);
    if (isUp(event)) {
      report.hangupCause(cause.flatMap(HangupCauses::name).orElse(null));
      report.outcome(SaidOutcome.IN_PROGRESS);
    } else if (event.word("TechCause").equals(REQUEST_TERMINATED)) {
      report
          .hangupCause("ORIGINATOR_CANCEL")
          .sipCode(Long.valueOf(REQUEST_TERMINATED))
          .hangupBy(HangupParty.CALLER)
          .outcome(SaidOutcome.CANCELLED);
    } else {
      report.hangupCause(cause.flatMap(HangupCauses::name).orElse(null));
      report.hangupBy(HangupParty.SYSTEM);
    }
  }

  private static boolean tellsOfCalledParty(CallReport.Builder report, Fields event) {
    var cause = cause(event).filter(number -> !OF_THE_SWITCH.contains(number));
    var code = event.word("TechCause");
    if (cause.isPresent() && FAILURE.matcher(code).matches()) {
      report.sipCode(Long.valueOf(code));
    }
    cause.ifPresent(
        number -> report.hangupBy(HangupParty.CALLEE).outcome(HangupCauses.outcome(number)));
    return cause.isPresent();
  }

  private static boolean isUp(Fields event) {
    return event.word("ChannelState").equals(UP);
  }

  private static Optional<Integer> cause(Fields event) {
    return CAUSE.matcher(event.word("Cause")).matches()
        ? Optional.of(Integer.valueOf(event.word("Cause")))
        : Optional.empty();
  }
}
