package rollcall.ingest.kamailio;

import java.util.Optional;
import rollcall.calls.CallReport;
import rollcall.ingest.Arrival;
import rollcall.ingest.DirectionRules;
import rollcall.ingest.Fields;
import rollcall.ingest.SourceText;

/// Tells a report who called whom.
final class Parties {
  private Parties() {}

  /// Tells `report` what the members of those names say. Where `direction` is none of our words, it
  /// follows from whether the caller gave a password.
  static void describe(
      CallReport.Builder report, Fields fields, String caller, String called, String user) {
    var authenticated = fields.text(user);
    report.sipUsername(authenticated.orElse(null));
    fields
        .text(called)
        .ifPresent(
            number ->
                report.identity(
                    direction(fields, authenticated),
                    fields.text(caller).orElse(SourceText.WITHHELD),
                    number));
  }

  private static String direction(Fields fields, Optional<String> user) {
    var said = fields.word("direction");
    return said.equals("inbound") || said.equals("outbound")
        ? said
        : DirectionRules.NONE.direction(Arrival.of(user.isPresent(), false));
  }
}
