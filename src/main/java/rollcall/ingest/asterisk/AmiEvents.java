package rollcall.ingest.asterisk;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import rollcall.ingest.Delivery;
import rollcall.ingest.Fields;
import rollcall.ingest.Origin;

/// Makes reports of the events of the manager interface, one by one: each names the call that it
/// belongs to. Immutable, so thread-safe.
public final class AmiEvents {
  private final Origin origin;

  /// For events of `origin`.
  public AmiEvents(Origin origin) {
    this.origin = origin;
  }

  /// Whether an event of that name can say something of a call; no other needs to be kept.
  public static boolean isOfCall(String event) {
    return AmiEvent.NAMES.contains(event);
  }

  /// What `block`, the lines of one event, comes to. Fails for no bytes whatever.
  public Delivery read(byte[] block) {
    var fields = Fields.ofLines(block, UnaryOperator.identity());
    var said = new AmiEvent(fields).normalise(origin);
    var name = fields.word("Event");
    if (name.equals("Cdr") && !fields.word("Sequence").isEmpty()) {
      return Delivery.of(key(fields, "cdr", "SystemName", "UniqueID", "Sequence"), block, said);
    }
    return fields.word("Timestamp").isEmpty()
        ? Delivery.of(block, said)
        : Delivery.of(
            key(fields, name, "SystemName", "Uniqueid", "DestUniqueid", "Timestamp"), block, said);
  }

  private static List<String> key(Fields fields, String kind, String... names) {
    return Stream.concat(Stream.of(kind), Arrays.stream(names).map(fields::word)).toList();
  }
}
