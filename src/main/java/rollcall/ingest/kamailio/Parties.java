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
  /// follows from the rules.
  static void describe(
      CallReport.Builder report,
      DirectionRules directions,
      Fields fields,
      String caller,
      String called,
      String user) {
    var authenticated = fields.text(user);
    report.sipUsername(authenticated.orElse(null));
    fields
        .text(called)
        .ifPresent(
            number ->
                report.identity(
                    direction(fields, directions, authenticated),
                    fields.text(caller).orElse(SourceText.WITHHELD),
                    number));
  }

  private static String direction(Fields fields, DirectionRules directions, Optional<String> user) {
    var said = fields.word("direction");
    return said.equals("inbound") || said.equals("outbound")
        ? said
        : directions.direction(Arrival.of(user.isPresent(), false));
  }
}
