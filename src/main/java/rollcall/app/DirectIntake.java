package rollcall.app;

import java.util.List;
import java.util.Map;
import rollcall.calls.CallRecorder;
import rollcall.calls.CallReport;
import rollcall.database.Database;
import rollcall.database.DatabaseUnavailable;
import rollcall.database.OutcomeUnknown;
import rollcall.database.StatementTimeout;
import rollcall.database.Tenant;
import rollcall.doors.Intake;
import rollcall.doors.Taken;
import rollcall.ingest.Delivery;
import rollcall.ingest.Normalised;
import rollcall.jsonapi.schema.Outcome;
import rollcall.sources.Role;
import rollcall.sources.Source;

/// Writes each report into its call before it is acknowledged, and keeps nothing else. Thread-safe.
record DirectIntake(Database database, CallRecorder recorder) implements Intake {
  @Override
  public Taken put(
      Source source, String kind, Delivery delivery, byte[] body, Map<String, String> facts) {
    return source.role() == Role.PRIMARY && delivery.said() instanceof Normalised.Report(var report)
        ? write(source, report)
        : new Taken.New();
  }

  private Taken write(Source source, CallReport report) {
    var organisation = source.organisation();
    try {
      var outcome =
          database
              .write(
                  new Tenant(organisation.value()),
                  session -> recorder.report(session, organisation, List.of(report)))
              .getFirst();
      return outcome instanceof Outcome.Unchanged ? new Taken.Known() : new Taken.New();
    } catch (DatabaseUnavailable | OutcomeUnknown | StatementTimeout e) {
      // The sender sends it again, and to write it twice does no harm.
      return new Taken.Unavailable();
    }
  }
}
