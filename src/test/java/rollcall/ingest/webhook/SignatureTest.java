package rollcall.ingest.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Signatures of both kinds, by vectors that were made by others' means.
final class SignatureTest {
  private static final StandardSignature.Secret SECRET =
      secret("whsec_bGFiLXN0YW5kYXJkLXdlYmhvb2tzLXNlY3JldC0zMmI=");
  private static final StandardSignature.Secret OTHER =
      secret("whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz");
  private static final long SIGNED_AT = 1_795_424_463;
  private static final String SIGNATURE = "v1,okHjm6s8W+BKM2+GQDE1F/ANHBfSWtg5uRiAZdUdeUQ=";
  private static final String BODY =
      "{\"type\":\"call.answered\",\"timestamp\":\"2026-11-23T09:01:03.782728Z\","
          + "\"data\":{\"call_uuid\":\"0a0b0c0d-1111-4222-8333-444455556666\"}}";

  private static final String URL = "https://calls.example.test/ingest/twilio/org-a";
  private static final TwilioSignature TWILIO = new TwilioSignature("lab-token");

  private static StandardSignature.Secret secret(String text) {
    return StandardSignature.Secret.parse(text).orElseThrow();
  }

  private static SignatureVerdict check(
      long now, List<StandardSignature.Secret> secrets, String signature, String body) {
    var clock = Clock.fixed(Instant.ofEpochSecond(now), ZoneOffset.UTC);
    return new StandardSignature(secrets, clock)
        .check("msg_lab0001", String.valueOf(SIGNED_AT), signature, body.getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "-300, GENUINE",
    "0, GENUINE",
    "300, GENUINE",
    "301, OUT_OF_TIME",
    "-301, OUT_OF_TIME"
  })
  void standardSignatureHoldsForFiveMinutes(long later, SignatureVerdict verdict) {
    assertThat(check(SIGNED_AT + later, List.of(SECRET), SIGNATURE, BODY)).isEqualTo(verdict);
  }

  @Test
  void standardSignatureMayBeOfAnySecretAndAmongOthers() {
    var others = "v1a,AAAA v1,AAAA " + SIGNATURE;

    assertThat(check(SIGNED_AT, List.of(OTHER, SECRET), others, BODY))
        .isEqualTo(SignatureVerdict.GENUINE);
    assertThat(check(SIGNED_AT, List.of(OTHER), others, BODY)).isEqualTo(SignatureVerdict.WRONG);
    assertThat(check(SIGNED_AT, List.of(), others, BODY)).isEqualTo(SignatureVerdict.WRONG);
  }

  @Test
  void standardSignatureIsOfTheWholeMessage() {
    assertThat(check(SIGNED_AT, List.of(SECRET), SIGNATURE, BODY + " "))
        .isEqualTo(SignatureVerdict.WRONG);
    assertThat(check(SIGNED_AT, List.of(SECRET), SIGNATURE.replace("v1,", "v2,"), BODY))
        .isEqualTo(SignatureVerdict.MALFORMED);
    assertThat(check(SIGNED_AT, List.of(SECRET), "", BODY)).isEqualTo(SignatureVerdict.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "now", "-1795424463", "1795424463.5", "179542446300"})
  void standardSignatureNeedsATime(String timestamp) {
    assertThat(
            new StandardSignature(List.of(SECRET), Clock.systemUTC())
                .check("msg", timestamp, SIGNATURE, BODY.getBytes(UTF_8)))
        .isEqualTo(SignatureVerdict.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "whsec_", "whsec_c2hvcnQ=", "whsec_%%%", "bGFiLXN0YW5kYXJkLXdlYmhv"})
  void secretIsLongAndMarked(String text) {
    assertThat(StandardSignature.Secret.parse(text)).isEmpty();
  }

  private static Form form(Map<String, String> fields) {
    return Form.parse(
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(Collectors.joining("&"))
            .getBytes(UTF_8));
  }

  @Test
  void twilioSignatureIsThatOfThePublicExample() {
    var fields =
        Map.of(
            "CallSid", "CA1234567890ABCDE",
            "Digits", "1234",
            "From", "+14158675309",
            "To", "+18005551212",
            "Caller", "+14158675309");
    assertThat(
            new TwilioSignature("12345")
                .check(
                    "https://mycompany.com/myapp.php?foo=1&bar=2",
                    form(fields),
                    "RSOYDt4T1cUTdK1PDd93/VVr8B8="))
        .isEqualTo(SignatureVerdict.GENUINE);
  }

  @ParameterizedTest
  @CsvSource({
    "initiated, 0, , , UJaCLL7KEzObyJmzEA8gLWF0GpM=",
    "ringing, 1, , , I4otVuWGJIX9XA8Zy8KZ58PMo8Q=",
    "in-progress, 2, , , IY+VR9sMYwMTypIRqOafztO/5m8=",
    "completed, 3, 7, 200, PoRg0Ywk5sHUDnRccu5dQmru7cU=",
    "no-answer, 2, 0, 480, Z0DVR8zARFL4OoYKlJmSmYBYHtc="
  })
  void twilioSignatureIsOfUrlAndFields(
      String status, String sequence, String duration, String code, String signature) {
    var fields =
        new TreeMap<>(
            Map.of(
                "AccountSid", "AC00000000000000000000000000000001",
                "CallSid", "CA00000000000000000000000000000001",
                "ApiVersion", "2010-04-01",
                "From", "+15550009999",
                "To", "+15550010001",
                "Direction", "outbound-api",
                "CallStatus", status,
                "Timestamp", "Mon, 23 Nov 2026 09:01:03 +0000",
                "CallbackSource", "call-progress-events",
                "SequenceNumber", sequence));
    if (duration != null) {
      fields.put("CallDuration", duration);
      fields.put("SipResponseCode", code);
    }
    assertThat(TWILIO.check(URL, form(fields), signature)).isEqualTo(SignatureVerdict.GENUINE);
    assertThat(TWILIO.check(URL + "/", form(fields), signature)).isEqualTo(SignatureVerdict.WRONG);
    assertThat(TWILIO.check(URL, form(fields), "")).isEqualTo(SignatureVerdict.MALFORMED);
    fields.put("From", "+15550009998");
    assertThat(TWILIO.check(URL, form(fields), signature)).isEqualTo(SignatureVerdict.WRONG);
  }

  /// The hash of `{}` and the signature were made with openssl.
  @Test
  void twilioSignatureOfOtherBodiesIsOfTheirHash() {
    var url = URL + "?bodySHA256=44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
    var signature = "+VxOs1yeQ9jrZ3BmoLsOwyrcQyQ=";
    var body = "{}".getBytes(UTF_8);

    assertThat(TWILIO.check(url, body, signature)).isEqualTo(SignatureVerdict.GENUINE);
    assertThat(TWILIO.check(url, "[]".getBytes(UTF_8), signature))
        .isEqualTo(SignatureVerdict.WRONG);
    assertThat(TWILIO.check(URL, body, signature)).isEqualTo(SignatureVerdict.MALFORMED);
  }
}
