package rollcall.ingest.kamailio;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import rollcall.ingest.Delivery;
import rollcall.ingest.Fields;
import rollcall.ingest.Origin;
import rollcall.ingest.Unreadable;

/// Makes reports of what Kamailio sends: events, records of acc, CDRs and listed dialogs, told
/// apart by their members. A call is known by its Call-ID. Immutable, so thread-safe.
public final class KamailioJson {
  private final Origin origin;

  /// For what `origin` sends.
  public KamailioJson(Origin origin) {
    this.origin = origin;
  }

  /// What `body`, one JSON object, comes to. Fails for no bytes whatever.
  public Delivery read(byte[] body) {
    try {
      return read(Fields.ofJson(body), body);
    } catch (Unreadable e) {
      return Delivery.unintelligible(body, e.reason());
    }
  }

  private Delivery read(Fields fields, byte[] body) {
    if (fields.texts().containsKey("event")) {
      return Delivery.of(
          key(fields, "event", "call_id", "event", "seq", "ts"),
          body,
          new ScriptEvent(fields).normalise(origin));
    }
    if (fields.texts().containsKey("method")) {
      return Delivery.of(
          key(fields, "acc", "callid", "from_tag", "method", "sip_code", "time"),
          body,
          new AccRecord(fields).normalise(origin));
    }
    if (fields.texts().containsKey("start_time")) {
      return Delivery.of(
          key(fields, "cdr", "callid", "start_time", "end_ts"),
          body,
          new DialogCdr(fields).normalise(origin));
    }
    if (fields.texts().containsKey("dialog")) {
      return Delivery.of(
          key(fields, "dialog", "dialog", "h_entry", "h_id", "asked_at"),
          body,
          new ListedDialog(fields).normalise(origin));
    }
    return Delivery.unintelligible(
        body,
        "The object has none of the members `event` (of an event), `method` (of a record of acc),"
            + " `start_time` (of a CDR) and `dialog` (of a list of them).");
  }

  private static List<String> key(Fields fields, String kind, String... members) {
    return Stream.concat(Stream.of(kind), Arrays.stream(members).map(fields::word)).toList();
  }
}
