package rollcall.ingest.freeswitch;

import java.util.List;
import rollcall.ingest.Delivery;
import rollcall.ingest.Fields;
import rollcall.ingest.Origin;
import rollcall.ingest.Unreadable;

/// Makes reports of the events of the event socket. Immutable, so thread-safe.
public final class EslEvents {
  private final Origin origin;

  /// For events of `origin`.
  public EslEvents(Origin origin) {
    this.origin = origin;
  }

  /// What `body` comes to: one event as `event json` or `event plain` delivers it. Fails for no
  /// bytes whatever.
  public Delivery read(byte[] body) {
    try {
      var fields = fields(body);
      var said = new EslEvent(fields).normalise(origin);
      var core = fields.word("Core-UUID");
      var sequence = fields.word("Event-Sequence");
      if (fields.word("Event-Name").equals(EslEvent.DUMP)) {
        var call = fields.word("Unique-ID");
        return Delivery.of(
            List.of("dump", core, call, fields.word("Event-Date-Timestamp"), sequence), body, said);
      }
      return core.isEmpty() || sequence.isEmpty()
          ? Delivery.of(body, said)
          : Delivery.of(List.of("event", core, sequence), body, said);
    } catch (Unreadable e) {
      return Delivery.unintelligible(body, e.reason());
    }
  }

  private static Fields fields(byte[] body) throws Unreadable {
    // Every name of a plain event begins with a letter.
    return body.length > 0 && body[0] == '{'
        ? Fields.ofJson(body)
        : Fields.ofLines(body, PercentText::decode);
  }
}
