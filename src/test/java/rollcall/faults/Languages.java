package rollcall.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import rollcall.faults.PlayedCall.Ending;
import rollcall.faults.PlayedCall.Stage;

/// How those that post tell of calls.
final class Languages {
  /// The secret of all sources: a password, a token, and behind its prefix a signing key.
  static final String SECRET = "whsec_bGFiLXN0YW5kYXJkLXdlYmhvb2tzLXNlY3JldC0zMmI=";

  private static final byte[] KEY = Base64.getDecoder().decode(SECRET.substring("whsec_".length()));

  private Languages() {}

  private record Plain(List<Stage> stages, ChronoUnit unit, boolean tellsAnswer, Writer writer)
      implements HttpLine.Language {
    @Override
    public String request(PlayedCall call, Stage stage) {
      return writer.request(call, stage);
    }

    @Override
    public PlayedCall.Row row(PlayedCall call) {
      return call.row(unit, tellsAnswer);
    }
  }

  private interface Writer {
    String request(PlayedCall call, Stage stage);
  }

  private static HttpLine.Language ofEvents(Writer writer) {
    return new Plain(List.of(Stage.values()), ChronoUnit.MICROS, true, writer);
  }

  /// A FreeSWITCH that posts a record when a call is over.
  static HttpLine.Language jsonCdr(String source) {
    return new Plain(
        List.of(Stage.ENDED),
        ChronoUnit.MICROS,
        true,
        (call, _) ->
            request(
                "/ingest/freeswitch/" + source + "/json_cdr",
                basic(source),
                FreeSwitchWords.record(call)));
  }

  /// A Kamailio that posts events.
  static HttpLine.Language kamailio(String source) {
    return ofEvents(
        (call, stage) ->
            request(
                "/ingest/kamailio/" + source + "/event",
                basic(source),
                EvapiLine.event(call, stage)));
  }

  /// A program that signs its events.
  static HttpLine.Language webhook(String source) {
    return ofEvents(
        (call, stage) -> {
          var id = call.uuid() + "-" + stage;
          var seconds = Instant.now().getEpochSecond();
          var body = webhookEvent(call, stage);
          var signature = hmac("HmacSHA256", KEY, id + "." + seconds + "." + body);
          var fields =
              "webhook-id: %s\r\nwebhook-timestamp: %d\r\nwebhook-signature: v1,%s\r\n"
                  .formatted(id, seconds, signature);
          return request("/ingest/webhook/" + source, fields, body);
        });
  }

  private static String webhookEvent(PlayedCall call, Stage stage) {
    var type =
        switch (stage) {
          case STARTED -> "initiated";
          case RANG -> "ringing";
          case ANSWERED -> "answered";
          case ENDED -> "ended";
        };
    var outcome = stage == Stage.ENDED ? ",\"outcome\":\"" + call.ending().word() + "\"" : "";
    return """
    {"type":"call.%s","timestamp":"%s","data":{"call_uuid":"%s","direction":"inbound",\
    "from_number":"%s","to_number":"%s"%s}}\
    """
        .formatted(type, call.at(stage), call.uuid(), call.from(), call.to(), outcome);
  }

  /// Who posts callbacks as Twilio does, whose moments are whole seconds.
  static HttpLine.Language twilio(String source) {
    return new Plain(
        List.of(Stage.values()),
        ChronoUnit.SECONDS,
        true,
        (call, stage) -> {
          var target = "/ingest/twilio/" + source;
          var form = callback(call, stage);
          var signed = new StringBuilder("http://127.0.0.1" + target);
          form.forEach((name, value) -> signed.append(name).append(value));
          var body =
              form.entrySet().stream()
                  .map(field -> field.getKey() + "=" + escaped(field.getValue()))
                  .collect(Collectors.joining("&"));
          var signature = hmac("HmacSHA1", SECRET.getBytes(UTF_8), signed.toString());
          var fields =
              "Content-Type: application/x-www-form-urlencoded\r\nX-Twilio-Signature: "
                  + signature
                  + "\r\n";
          return request(target, fields, body);
        });
  }

  private static TreeMap<String, String> callback(PlayedCall call, Stage stage) {
    var form = new TreeMap<String, String>();
    form.put("CallSid", call.uuid());
    form.put("Direction", "inbound");
    form.put("From", call.from());
    form.put("To", call.to());
    form.put("SequenceNumber", Integer.toString(stage.ordinal()));
    form.put(
        "Timestamp",
        DateTimeFormatter.RFC_1123_DATE_TIME.format(call.at(stage).atOffset(ZoneOffset.UTC)));
    form.put(
        "CallStatus",
        switch (stage) {
          case STARTED -> "initiated";
          case RANG -> "ringing";
          case ANSWERED -> "in-progress";
          case ENDED -> call.ending() == Ending.CANCELLED ? "canceled" : call.ending().word();
        });
    return form;
  }

  private static String escaped(String text) {
    return text.replace("+", "%2B").replace(" ", "+").replace(",", "%2C").replace(":", "%3A");
  }

  /// A client that states a call when it is over, under an idempotency key.
  static HttpLine.Language api(String token) {
    return new Plain(
        List.of(Stage.ENDED),
        ChronoUnit.MICROS,
        false,
        (call, _) ->
            request(
                "/api/calls",
                "Content-Type: application/vnd.api+json\r\nAuthorization: Bearer %s\r\n"
                    .formatted(token)
                    .concat("Idempotency-Key: " + call.uuid() + "\r\n"),
                """
                {"data":{"type":"Call","attributes":{"call_source":"%s","call_uuid":"%s",\
                "direction":"inbound","status":"%s","from_number":"%s","to_number":"%s",\
                "started_at":"%s","ended_at":"%s"}}}\
                """
                    .formatted(
                        call.source(),
                        call.uuid(),
                        call.ending().word(),
                        call.from(),
                        call.to(),
                        call.startedAt(),
                        call.at(Stage.ENDED))));
  }

  private static String basic(String source) {
    var login = Base64.getEncoder().encodeToString((source + ":" + SECRET).getBytes(UTF_8));
    return "Authorization: Basic " + login + "\r\n";
  }

  private static String request(String target, String fields, String body) {
    var bytes = new String(body.getBytes(UTF_8), ISO_8859_1);
    return "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\n%sContent-Length: %d\r\n\r\n%s"
        .formatted(target, fields, bytes.length(), bytes);
  }

  private static String hmac(String algorithm, byte[] key, String text) {
    try {
      var mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
