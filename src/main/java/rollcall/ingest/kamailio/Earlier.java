package rollcall.ingest.kamailio;

import rollcall.calls.CallReport;
import rollcall.ingest.EpochSeconds;
import rollcall.ingest.Fields;

/// What had happened to the call before, which the script may send along with any later event and
/// with the CDR, so that those alone tell all of the call: `started_ts`, `rang_ts`, `answered_ts`.
final class Earlier {
  private Earlier() {}

  static void describe(CallReport.Builder report, Fields fields) {
    EpochSeconds.parse(fields.word("started_ts")).ifPresent(report::startedAt);
    EpochSeconds.parse(fields.word("rang_ts")).ifPresent(report::rangAt);
    EpochSeconds.parse(fields.word("answered_ts")).ifPresent(report::answeredAt);
  }
}
