package rollcall.doors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rollcall.http.Answer;
import rollcall.ingest.webhook.Form;

/// The doors whose senders sign.
final class SignedDoorsTest {
  private static final String EVENT =
      "{\"type\":\"call.initiated\",\"timestamp\":\"2026-11-23T09:01:03Z\",\"data\":{\"call_uuid\":"
          + "\"%s\",\"direction\":\"inbound\",\"from_number\":\"+1\",\"to_number\":\"2\"}}";
  private static final String FORM =
      "CallSid=%s&CallStatus=ringing&From=%%2B1555&To=200&Direction=inbound&SequenceNumber=1"
          + "&Timestamp=Mon%%2C+23+Nov+2026+09%%3A01%%3A03+%%2B0000";
  private static final String SIGNED_FORM =
      "CallSid%sCallStatusringingDirectioninboundFrom+1555SequenceNumber1"
          + "TimestampMon, 23 Nov 2026 09:01:03 +0000To200";
  private static final String TYPE = "Content-Type: application/x-www-form-urlencoded";

  @TempDir static Path folder;
  private static Doorstep step;

  @BeforeAll
  static void start() throws Exception {
    step = new Doorstep(folder);
  }

  @AfterAll
  static void stop() throws IOException {
    step.close();
  }

  private static long now() {
    return Instant.now().getEpochSecond();
  }

  @Test
  void takesEventsSignedByAnyKeyAndTellsARepetition() throws Exception {
    var event = EVENT.formatted("w-1");
    assertThat(step.webhook("msg_1", now(), Doorstep.KEY, event).body())
        .isEqualTo("{\"result\":\"new\"}");
    var again = step.webhook("msg_1", now() - 200, Doorstep.OLD_KEY, event);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body()).isEqualTo("{\"result\":\"known\"}");
    assertThat(step.calls("?filter[call_uuid]=w-1")).contains("\"call_source\":\"crm\"");
  }

  @Test
  void saysWhatIsWrongWithAnEventThatItKeeps() throws IOException {
    var answer = step.webhook("msg_2", now(), Doorstep.KEY, "{\"type\":\"call.sung\",\"x\":1}");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.body()).contains("\"not_understood\"", "`x`", "`type`");
  }

  @Test
  void refusesEventsOfStrangers() throws IOException {
    var event = EVENT.formatted("w-2");
    var stranger = "whsec_" + "A".repeat(40);
    assertUnauthorized(step.webhook("msg_3", now(), stranger, event), "a secret of this source");
    assertUnauthorized(step.webhook("msg_3", now() - 400, Doorstep.KEY, event), "5 minutes");
    assertUnauthorized(step.webhook("msg_3", now() + 400, Doorstep.KEY, event), "5 minutes");
    assertUnauthorized(step.post("/ingest/webhook/crm", event), "webhook-id");
  }

  private static void assertUnauthorized(Answer answer, String reason) {
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.field("WWW-Authenticate")).isNotEmpty();
    assertThat(answer.body()).contains("\"code\":\"unauthorized\"", reason);
  }

  private static Answer callback(String sid, String token, String url, String... fields)
      throws IOException {
    var signature =
        Doorstep.hmac("HmacSHA1", token.getBytes(UTF_8), url + SIGNED_FORM.formatted(sid));
    var all = new String[fields.length + 2];
    System.arraycopy(fields, 0, all, 0, fields.length);
    all[fields.length] = TYPE;
    all[fields.length + 1] = "X-Twilio-Signature: " + signature;
    return step.post("/ingest/twilio/tw?a=1", FORM.formatted(sid), all);
  }

  @ParameterizedTest
  @CsvSource({
    "http://calls.example.test, X-Other: 1",
    "http://calls.example.test:80, X-Other: 1",
    "https://calls.example.test, X-Forwarded-Proto: https",
    "https://calls.example.test:443, 'X-Forwarded-Proto: https, http'"
  })
  void takesCallbacksSignedOverTheUrlAsTheSenderSawIt(String origin, String field)
      throws Exception {
    var sid = "CA" + Integer.toHexString((origin + field).hashCode());
    var url = origin + "/ingest/twilio/tw?a=1";
    assertThat(callback(sid, Doorstep.TOKEN, url, field).body()).isEqualTo("{\"result\":\"new\"}");
    assertThat(callback(sid, Doorstep.TOKEN, url, field).body())
        .isEqualTo("{\"result\":\"known\"}");
    assertThat(step.calls("?filter[call_uuid]=" + sid)).contains("\"status\":\"ringing\"");
  }

  @ParameterizedTest
  @CsvSource({
    "lab-token, https://calls.example.test/ingest/twilio/tw?a=1",
    "lab-token, http://calls.example.test/ingest/twilio/tw",
    "other, http://calls.example.test/ingest/twilio/tw?a=1"
  })
  void refusesCallbacksOfStrangers(String token, String url) throws IOException {
    assertUnauthorized(callback("CA9", token, url), "--public-url");
  }

  @Test
  void refusesAFormOfTooManyFieldsAndTakesTheLongest() throws IOException {
    var target = "/ingest/twilio/tw";
    for (var fields : new int[] {Form.MOST_FIELDS, Form.MOST_FIELDS + 1}) {
      var form = new StringBuilder("CallSid=CA7");
      var signed = new StringBuilder("http://calls.example.test" + target + "CallSidCA7");
      for (var i = 1; i < fields; i++) {
        form.append("&a%04d=".formatted(i));
        signed.append("a%04d".formatted(i));
      }
      // In the order of their names: capital letters first.
      var signature = Doorstep.hmac("HmacSHA1", Doorstep.TOKEN.getBytes(UTF_8), signed.toString());
      var answer = step.post(target, form.toString(), TYPE, "X-Twilio-Signature: " + signature);
      if (fields == Form.MOST_FIELDS) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      } else {
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).contains("\"code\":\"payload_too_large\"", "1000 fields");
      }
    }
  }

  @Test
  void keepsSignedCallbacksThatAreNoForm() throws IOException {
    var body = "{}";
    var hash = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
    var target = "/ingest/twilio/tw?bodySHA256=" + hash;
    var signature =
        Doorstep.hmac(
            "HmacSHA1", Doorstep.TOKEN.getBytes(UTF_8), "http://calls.example.test" + target);
    var answer =
        step.post(
            target, body, "Content-Type: application/json", "X-Twilio-Signature: " + signature);
    assertThat(answer.status()).isEqualTo(202);
  }
}
