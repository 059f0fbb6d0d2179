package rollcall.ingest.kamailio;

import java.time.Instant;
import rollcall.calls.CallReport;
import rollcall.calls.EndSource;
import rollcall.calls.SaidOutcome;
import rollcall.ingest.EpochSeconds;
import rollcall.ingest.Fields;
import rollcall.ingest.Normalised;
import rollcall.ingest.Origin;
import rollcall.ingest.OutcomeWord;

/// One event that the script sends, over evapi or HTTP.
record ScriptEvent(Fields event) {
  Normalised normalise(Origin origin) {
    var callId = event.text("call_id");
    var at = EpochSeconds.parse(event.word("ts"));
    if (callId.isEmpty()) {
      return new Normalised.Unintelligible("The event has no `call_id`.");
    }
    if (at.isEmpty()) {
      return new Normalised.Unintelligible("The event has no `ts`, or one that is no time.");
    }
    var report = CallReport.of(origin.callSource(), callId.get(), at.get());
    if (!tell(report, at.get())) {
      // A word of the script's own; that it is a sign of life cannot be known.
      return new Normalised.Nothing();
    }
    Parties.describe(report, origin.directions(), event, Parties.Names.EVENT);
    return new Normalised.Report(report.build());
  }

  private boolean tell(CallReport.Builder report, Instant at) {
    Earlier.describe(report, event);
    var word = event.word("event");
    switch (word) {
      case "initiated" -> report.startedAt(at);
      case "ringing" -> report.rangAt(at);
      case "answered" -> report.answeredAt(at);
      case "in_progress" -> report.outcome(SaidOutcome.IN_PROGRESS);
      // The code here is that of the last reply, which need not be why the call failed.
      case "dialog_failed" -> report.ended(at, EndSource.HANGUP);
      default -> {
        return OutcomeWord.of(word).map(outcome -> end(report, at, outcome)).isPresent();
      }
    }
    return true;
  }

  private CallReport.Builder end(CallReport.Builder report, Instant at, SaidOutcome outcome) {
    FinalReply.describe(report, outcome, event.word("sip_code"));
    return report.ended(at, EndSource.HANGUP);
  }
}
