package rollcall.inbox;

import java.util.Locale;
import rollcall.ingest.Delivery;
import rollcall.ingest.DirectionRules;
import rollcall.ingest.Finding;
import rollcall.ingest.Origin;
import rollcall.ingest.asterisk.AmiEvents;
import rollcall.ingest.freeswitch.EslEvents;
import rollcall.ingest.freeswitch.JsonCdr;
import rollcall.ingest.kamailio.KamailioJson;
import rollcall.ingest.webhook.CallWebhook;
import rollcall.ingest.webhook.Form;
import rollcall.ingest.webhook.TwilioCallback;

/// In which form a message is, and so who reads it.
public enum InboxKind {
  /// A record of mod_json_cdr.
  FREESWITCH_JSON_CDR,
  /// An event of the event socket.
  FREESWITCH_EVENT,
  /// An event, a record of acc or a CDR of Kamailio.
  KAMAILIO,
  /// An event of the manager interface.
  ASTERISK_EVENT,
  /// An event of our own webhook; its id is that of the message.
  WEBHOOK,
  /// A status callback like Twilio's.
  TWILIO,
  /// What we found ourselves when we looked after a call.
  FINDING;

  /// The word for it in the database and on the command line.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static InboxKind of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /// What `message` comes to, from the message and the rules of its source alone.
  Delivery read(Message message, DirectionRules directions) {
    var source = message.source();
    var origin = new Origin(source, directions);
    var body = message.body();
    return switch (this) {
      case FREESWITCH_JSON_CDR -> new JsonCdr(origin).read(body);
      case FREESWITCH_EVENT -> new EslEvents(origin).read(body);
      case KAMAILIO -> new KamailioJson(origin).read(body);
      case ASTERISK_EVENT -> new AmiEvents(origin).read(body);
      case WEBHOOK -> new CallWebhook(source).read(message.id().orElse(""), body);
      case TWILIO -> new TwilioCallback(source).read(Form.parse(body), body, message.receivedAt());
      case FINDING -> Finding.read(source, body);
    };
  }
}
