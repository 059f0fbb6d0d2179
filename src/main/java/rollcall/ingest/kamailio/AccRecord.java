package rollcall.ingest.kamailio;

import java.time.Instant;
import rollcall.calls.CallReport;
import rollcall.calls.EndSource;
import rollcall.calls.SaidOutcome;
import rollcall.ingest.DirectionRules;
import rollcall.ingest.EpochSeconds;
import rollcall.ingest.Fields;
import rollcall.ingest.Normalised;
import rollcall.ingest.Origin;

/// One record of module acc: that a transaction was answered or failed.
record AccRecord(Fields record) {
  Normalised normalise(Origin origin) {
    var callId = record.text("callid");
    var at = EpochSeconds.parse(record.word("time"));
    if (callId.isEmpty()) {
      return new Normalised.Unintelligible("The record of acc has no `callid`.");
    }
    if (at.isEmpty()) {
      return new Normalised.Unintelligible(
          "The record of acc has no `time`, or one that is no time.");
    }
    var report = CallReport.of(origin.callSource(), callId.get(), at.get());
    return switch (record.word("method")) {
      case "INVITE" -> invite(report, origin.directions(), at.get());
      // Its parties are those of the request, which either side may have sent.
      case "BYE" -> new Normalised.Report(report.ended(at.get(), EndSource.HANGUP).build());
      default -> new Normalised.Nothing();
    };
  }

  private Normalised invite(CallReport.Builder report, DirectionRules directions, Instant at) {
    var code = record.word("sip_code");
    var failure = FinalReply.of(code);
    if (failure.filter(FinalReply::isChallenge).isPresent()) {
      return new Normalised.Nothing();
    }
    Parties.describe(report, directions, record, Parties.Names.ACC);
    if (code.matches("2\\d\\d")) {
      report.answeredAt(at);
    } else if (failure.isPresent()) {
      // The script may yet try another place, so that any later sign of life undoes this end, and a
      // code that is known to be the last one counts more.
      report.ended(at, EndSource.RESYNC).outcome(SaidOutcome.ofFinalReply(failure.get().code()));
    } else {
      return new Normalised.Nothing();
    }
    return new Normalised.Report(report.build());
  }
}
