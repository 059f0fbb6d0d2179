package rollcall.doors;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rollcall.http.Request;
import rollcall.ingest.webhook.CallWebhook;
import rollcall.ingest.webhook.SignatureVerdict;
import rollcall.ingest.webhook.StandardSignature;
import rollcall.sources.ActiveSource;

/// The door of our own webhook, signed by Standard Webhooks.
final class WebhookDoor implements Door {
  private static final String CHALLENGE = "Signature realm=\"Standard Webhooks\"";

  private final Clock clock;

  WebhookDoor(Clock clock) {
    this.clock = clock;
  }

  @Override
  public boolean hasPlace(List<String> rest) {
    return rest.isEmpty();
  }

  @Override
  public Heard hear(
      Request request, List<String> rest, ActiveSource source, Instant receivedAt, Body body) {
    var secrets =
        source.secrets().stream()
            .map(StandardSignature.Secret::parse)
            .flatMap(Optional::stream)
            .toList();
    var id = field(request, Intake.WEBHOOK_ID);
    var time = field(request, "webhook-timestamp");
    var signature = field(request, "webhook-signature");
    var check = new StandardSignature(secrets, clock);
    var verdict =
        check
            .faultOfHeaders(id, time, signature)
            .orElseGet(() -> check.check(id, time, signature, body.read()));
    if (verdict != SignatureVerdict.GENUINE) {
      return new Heard.Stranger(CHALLENGE, reason(verdict));
    }
    var delivery = new CallWebhook(source.source().name()).read(id, body.read());
    return new Heard.Message("webhook", delivery, Map.of(Intake.WEBHOOK_ID, id));
  }

  /// The one value of a field; empty where there is none, or more than one.
  static String field(Request request, String name) {
    var values = request.headers(name);
    return values.size() == 1 ? values.getFirst() : "";
  }

  private static String reason(SignatureVerdict verdict) {
    return switch (verdict) {
      case OUT_OF_TIME ->
          "webhook-timestamp is more than 5 minutes away from the time here; sign the message anew"
              + " each time it is sent.";
      case MALFORMED ->
          "The headers webhook-id, webhook-timestamp (seconds since 1970) and webhook-signature"
              + " (v1,…) are not all there as Standard Webhooks lays them out.";
      case GENUINE, WRONG ->
          "webhook-signature is not what a secret of this source makes of webhook-id,"
              + " webhook-timestamp and the body.";
    };
  }
}
