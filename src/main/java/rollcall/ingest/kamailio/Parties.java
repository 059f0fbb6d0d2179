package rollcall.ingest.kamailio;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import rollcall.calls.CallReport;
import rollcall.calls.Calls;
import rollcall.ingest.Arrival;
import rollcall.ingest.DirectionRules;
import rollcall.ingest.Fields;
import rollcall.ingest.SourceText;

/// Tells a report who called whom.
final class Parties {
  private static final List<String> DIRECTION = List.of("direction", "dir");

  private Parties() {}

  /// Which members say who called, who was called, and who gave a password; of several the first
  /// that is there.
  record Names(List<String> caller, List<String> called, List<String> user) {
    static final Names EVENT = new Names(List.of("from"), List.of("to"), List.of("sip_username"));

    static final Names ACC =
        new Names(
            List.of("src_user", "caller"),
            List.of("dst_user", "callee"),
            List.of("auth", "sip_username"));

    /// In a table they cannot well be called `from` and `to`.
    static final Names CDR =
        new Names(
            List.of("from", "caller", "src_user"),
            List.of("to", "callee", "dst_user"),
            List.of("sip_username", "auth"));

    static final Names DIALOG =
        new Names(
            List.of("from", "caller", "src_user", "from_uri"),
            List.of("to", "callee", "dst_user", "to_uri"),
            List.of("sip_username", "au", "auth"));

    /// All of them, and those that tell the direction.
    List<String> all() {
      return Stream.of(caller, called, user, DIRECTION).flatMap(List::stream).toList();
    }
  }

  /// Tells `report` what the members of those names say. Where none of them is one of our words for
  /// a direction, it follows from the rules.
  static void describe(
      CallReport.Builder report, DirectionRules directions, Fields fields, Names names) {
    var authenticated = first(fields, names.user());
    report.sipUsername(authenticated.orElse(null));
    first(fields, names.called())
        .ifPresent(
            number ->
                report.identity(
                    direction(fields, directions, authenticated),
                    first(fields, names.caller()).orElse(SourceText.WITHHELD),
                    number));
  }

  private static Optional<String> first(Fields fields, List<String> names) {
    return names.stream().flatMap(name -> fields.text(name).stream()).findFirst();
  }

  private static String direction(Fields fields, DirectionRules directions, Optional<String> user) {
    return first(fields, DIRECTION)
        .filter(Calls.DIRECTIONS::contains)
        .orElseGet(() -> directions.direction(Arrival.of(user.isPresent(), false)));
  }
}
