package rollcall.ingest.freeswitch;

import java.util.ArrayList;
import rollcall.calls.CallReport;
import rollcall.calls.EndSource;
import rollcall.ingest.Normalised;
import rollcall.ingest.Origin;

/// What the CDR of a call's first leg says of the call.
final class CallOfCdr {
  private CallOfCdr() {}

  /// The report, or what is missing for one.
  static Normalised of(Origin origin, String uuid, Channel cdr) {
    var stamps = Stamps.of(cdr);
    var missing = new ArrayList<String>();
    if (stamps.started().isEmpty()) {
      missing.add("The record of " + uuid + " has no `start_uepoch`, or one that is no time.");
    }
    if (stamps.ended().isEmpty()) {
      missing.add("The record of " + uuid + " has no `end_uepoch`, or one that is no time.");
    }
    if (CallOfChannel.called(cdr).isEmpty()) {
      missing.add("The record of " + uuid + " has no `destination_number`.");
    }
    if (!missing.isEmpty()) {
      return new Normalised.Unintelligible(missing);
    }
    var report = CallReport.of(origin.callSource(), uuid, stamps.started().orElseThrow());
    CallOfChannel.describe(report, origin.directions(), cdr, stamps);
    CallOfChannel.end(report, cdr, stamps, stamps.ended().orElseThrow(), EndSource.CDR);
    return new Normalised.Report(report.build());
  }
}
