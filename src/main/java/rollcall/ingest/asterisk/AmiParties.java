package rollcall.ingest.asterisk;

import java.util.Optional;
import java.util.Set;
import rollcall.calls.CallReport;
import rollcall.ingest.Arrival;
import rollcall.ingest.DirectionRules;
import rollcall.ingest.Fields;
import rollcall.ingest.SourceText;

/// Who called whom, from an event of the call's own channel.
final class AmiParties {
  private static final String UNKNOWN = "<unknown>";

  /// The state of a new channel that goes out; one that comes in begins as `Ring`.
  private static final String DOWN = "0";

  /// Extensions that no one dials: the dialplan goes there by itself.
  private static final Set<String> INTERNAL = Set.of("h", "i", "t", "T", "e");

  private AmiParties() {}

  static void describe(CallReport.Builder report, DirectionRules directions, Fields event) {
    if (event.word("Uniqueid").isEmpty()) {
      dialled(report, directions, event);
    } else if (!event.word("ChannelState").equals(DOWN)) {
      // Whom the switch calls by a channel that is still down, the dial that follows tells.
      arrived(report, directions, event);
    }
  }

  private static void arrived(CallReport.Builder report, DirectionRules directions, Fields event) {
    var channel = Channel.of(event.word("Channel"));
    var arrival = channel.arrival(event.word("Context"));
    number(event, "Exten")
        .filter(extension -> !INTERNAL.contains(extension))
        .ifPresent(
            called ->
                report
                    .identity(
                        directions.direction(arrival),
                        number(event, "CallerIDNum").orElse(SourceText.WITHHELD),
                        called)
                    .sipUsername(
                        arrival.authenticated() ? channel.sipEndpoint().orElse(null) : null));
  }

  /// A call that the switch made, told by a program: `DialString` is `trunk/sip:number@host`.
  private static void dialled(CallReport.Builder report, DirectionRules directions, Fields event) {
    var dialled = event.word("DialString");
    var address = dialled.substring(dialled.lastIndexOf('/') + 1).replaceFirst("^sips?:", "");
    var at = address.indexOf('@');
    SourceText.of(at < 0 ? address : address.substring(0, at))
        .ifPresent(
            called ->
                report.identity(
                    directions.direction(Arrival.of(false, true)),
                    number(event, "DestConnectedLineNum").orElse(SourceText.WITHHELD),
                    called));
  }

  private static Optional<String> number(Fields event, String name) {
    return event.text(name).filter(number -> !number.equals(UNKNOWN));
  }
}
