package rollcall.doors;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiPredicate;
import rollcall.http.Request;
import rollcall.http.RequestRejected;
import rollcall.ingest.Delivery;
import rollcall.ingest.webhook.Form;
import rollcall.ingest.webhook.SignatureVerdict;
import rollcall.ingest.webhook.TwilioCallback;
import rollcall.ingest.webhook.TwilioSignature;
import rollcall.sources.ActiveSource;

/// The door of status callbacks like Twilio's, signed over the URL as the sender knows it.
final class TwilioDoor implements Door {
  /// The fact that reading again needs.
  static final String CONTENT_TYPE = "content-type";

  private static final String SIGNATURE = "X-Twilio-Signature";
  private static final String CHALLENGE = "Signature realm=\"" + SIGNATURE + "\"";
  private static final String FORM = "application/x-www-form-urlencoded";

  private final SignedUrl urls;

  TwilioDoor(SignedUrl urls) {
    this.urls = urls;
  }

  @Override
  public boolean hasPlace(List<String> rest) {
    return rest.isEmpty();
  }

  @Override
  public Heard hear(
      Request request, List<String> rest, ActiveSource source, Instant receivedAt, Body body) {
    var type = WebhookDoor.field(request, "Content-Type");
    var isForm = type.toLowerCase(Locale.ROOT).startsWith(FORM);
    var signature = WebhookDoor.field(request, SIGNATURE);
    if (signature.isEmpty()) {
      // No body would help, so none is read.
      return stranger();
    }
    var bytes = body.read();
    if (isForm && Form.hasTooManyFields(bytes)) {
      throw new RequestRejected(413, "The form has more than " + Form.MOST_FIELDS + " fields.");
    }
    var form = Form.parse(isForm ? bytes : new byte[0]);
    BiPredicate<TwilioSignature, String> isGenuine =
        (check, url) ->
            (isForm ? check.check(url, form, signature) : check.check(url, bytes, signature))
                == SignatureVerdict.GENUINE;
    if (!isSigned(source, urls.of(request), isGenuine)) {
      return stranger();
    }
    var delivery =
        isForm
            ? new TwilioCallback(source.source().name()).read(form, bytes, receivedAt)
            : Delivery.unintelligible(bytes, "The callback is not of the type " + FORM + ".");
    return new Heard.Message("callback", delivery, Map.of(CONTENT_TYPE, type));
  }

  private static Heard stranger() {
    return new Heard.Stranger(
        CHALLENGE,
        SIGNATURE
            + " is missing, or not what a secret of this source makes of the URL and the body."
            + " The URL counts as the sender has it: behind a proxy, start the server with"
            + " --public-url.");
  }

  private static boolean isSigned(
      ActiveSource source, List<String> urls, BiPredicate<TwilioSignature, String> isGenuine) {
    var genuine = false;
    for (var secret : source.secrets()) {
      var check = new TwilioSignature(secret);
      for (var url : urls) {
        genuine |= isGenuine.test(check, url);
      }
    }
    return genuine;
  }
}
