package rollcall.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import rollcall.database.Tenant;
import rollcall.ingest.SourceName;
import rollcall.organisations.OrganisationId;

/// Messages as a Kamailio sends them.
final class Told {
  static final SourceName SOURCE = new SourceName("sip");
  private static final long START = 1_795_424_651;

  private Told() {}

  static OrganisationId organisation(Tenant tenant) {
    return new OrganisationId(tenant.organisationId());
  }

  /// A call begins.
  static Message began(Tenant tenant, String call) {
    return event(
        tenant,
        call,
        "initiated",
        1,
        ",\"from\":\"1001\",\"to\":\"15550100\",\"direction\":\"outbound\"");
  }

  /// It is answered, of which the event says no more than that.
  static Message answered(Tenant tenant, String call) {
    return event(tenant, call, "answered", 3, "");
  }

  /// It is over.
  static Message completed(Tenant tenant, String call) {
    return event(tenant, call, "completed", 4, "");
  }

  static Message nonsense(Tenant tenant, String text) {
    return message(tenant, text);
  }

  private static Message event(
      Tenant tenant, String call, String event, int sequence, String more) {
    return message(
        tenant,
        "{\"event\":\"%s\",\"call_id\":\"%s\",\"seq\":%d,\"ts\":\"%d.5\"%s}"
            .formatted(event, call, sequence, START + sequence, more));
  }

  private static Message message(Tenant tenant, String body) {
    return Message.of(
        organisation(tenant), SOURCE, InboxKind.KAMAILIO, Instant.now(), body.getBytes(UTF_8));
  }
}
