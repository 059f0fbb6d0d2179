package rollcall.app;

import java.time.Instant;
import java.util.Map;
import rollcall.doors.Intake;
import rollcall.doors.Taken;
import rollcall.inbox.Inbox;
import rollcall.inbox.InboxKind;
import rollcall.inbox.Message;
import rollcall.ingest.Delivery;
import rollcall.sources.Role;
import rollcall.sources.Source;

/// Keeps in the inbox what comes through the doors. Thread-safe.
record InboxIntake(Inbox inbox) implements Intake {
  @Override
  public Taken put(
      Source source,
      String kind,
      Delivery delivery,
      Instant receivedAt,
      byte[] body,
      Map<String, String> facts) {
    var plain = Message.of(source.organisation(), source.name(), kind(source), receivedAt, body);
    var message = source.role() == Role.ENRICH ? plain.enriching() : plain;
    var id = facts.get(WEBHOOK_ID);
    var receipt = inbox.put(id == null ? message : message.withId(id), delivery);
    return switch (receipt) {
      case NEW -> new Taken.New();
      case KNOWN -> new Taken.Known();
      case OVERLOADED, UNAVAILABLE -> new Taken.Unavailable();
      case IMPOSSIBLE -> new Taken.Impossible();
    };
  }

  /// One reader tells everything apart that a source of a type sends to a door.
  private static InboxKind kind(Source source) {
    return switch (source.type()) {
      case FREESWITCH -> InboxKind.FREESWITCH_JSON_CDR;
      case KAMAILIO -> InboxKind.KAMAILIO;
      case ASTERISK -> InboxKind.ASTERISK_EVENT;
      case WEBHOOK -> InboxKind.WEBHOOK;
      case TWILIO -> InboxKind.TWILIO;
    };
  }
}
