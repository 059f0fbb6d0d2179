package rollcall.ingest.kamailio;

import java.time.Instant;
import java.util.Optional;
import rollcall.calls.CallReport;
import rollcall.calls.EndSource;
import rollcall.calls.SaidOutcome;
import rollcall.ingest.EpochSeconds;
import rollcall.ingest.Fields;
import rollcall.ingest.Normalised;
import rollcall.ingest.Origin;
import rollcall.ingest.OutcomeWord;

/// One call detail record of module dialog, with what the script adds to it: `outcome`, `sip_code`
/// and `end_ts`.
record DialogCdr(Fields cdr) {
  Normalised normalise(Origin origin) {
    var callId = cdr.text("callid");
    var start = EpochSeconds.parse(cdr.word("start_time"));
    if (callId.isEmpty()) {
      return new Normalised.Unintelligible("The CDR has no `callid`.");
    }
    if (start.isEmpty()) {
      return new Normalised.Unintelligible(
          "The CDR has no `start_time`, or one that is no time; it must be in seconds since 1970.");
    }
    var outcome = outcome(start.get());
    var report = CallReport.of(origin.callSource(), callId.get(), start.get());
    Parties.describe(report, origin.directions(), cdr, Parties.Names.CDR);
    // Under cdr_start_on_confirmed this is the answer; an earlier report makes that good.
    report.startedAt(start.get());
    Earlier.describe(report, cdr);
    outcome.ifPresent(said -> FinalReply.describe(report, said, cdr.word("sip_code")));
    report.ended(end(start.get(), outcome).orElse(null), EndSource.CDR);
    return new Normalised.Report(report.build());
  }

  /// Without the script's word, a dialog that lasted was a conversation.
  private Optional<SaidOutcome> outcome(Instant start) {
    return OutcomeWord.of(cdr.word("outcome"))
        .or(() -> endTime().filter(start::isBefore).map(_ -> SaidOutcome.IN_PROGRESS));
  }

  /// Of a call that nobody answered the module writes the start once more as the end.
  private Optional<Instant> end(Instant start, Optional<SaidOutcome> outcome) {
    var talked = outcome.filter(said -> said == SaidOutcome.IN_PROGRESS).isPresent();
    var stamp = EpochSeconds.parse(cdr.word("end_ts"));
    return talked ? endTime().or(() -> stamp) : stamp.or(() -> endTime().filter(start::isBefore));
  }

  private Optional<Instant> endTime() {
    return EpochSeconds.parse(cdr.word("end_time"));
  }
}
