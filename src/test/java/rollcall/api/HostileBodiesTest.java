package rollcall.api;

import static org.assertj.core.api.Assertions.assertThat;
import static rollcall.api.ApiClient.ACME;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import rollcall.app.TestApp;
import rollcall.http.Answer;

/// Bodies that were made to do harm are refused like any other that is wrong.
class HostileBodiesTest {
  /// Of each an index can be made.
  private static final List<String> KEYS =
      List.of(
          "from_number", "to_number", "sip_username", "call_uuid", "call_source", "hangup_cause");

  private static TestApp app;
  private static ApiClient client;

  @BeforeAll
  static void serve() {
    app = TestApp.startWithDataSet();
    client = ApiClient.of(app, ACME);
  }

  @AfterAll
  static void stop() throws IOException {
    client.close();
    app.close();
  }

  private static Answer post(byte[] body) throws IOException {
    return client.write("POST", "/api/calls", body);
  }

  private static Answer post(String body) throws IOException {
    return client.write("POST", "/api/calls", body);
  }

  private static void requireRefusal(Answer answer, String code) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(ApiClient.errors(answer, "code")).containsOnly(code).hasSizeLessThanOrEqualTo(32);
  }

  private static byte[] joined(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (var part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  @Test
  void refusesOtherEncodings() throws IOException {
    var body = Writes.call("encoding", "");
    var latin = Writes.call("encoding", ",\"sip_username\":\"Jürgen\"");
    requireRefusal(post(body.getBytes(StandardCharsets.UTF_16)), "invalid_body");
    requireRefusal(post(body.getBytes(StandardCharsets.UTF_16LE)), "invalid_body");
    requireRefusal(post(body.getBytes(StandardCharsets.UTF_16BE)), "invalid_body");
    requireRefusal(post(latin.getBytes(StandardCharsets.ISO_8859_1)), "invalid_body");
    requireRefusal(post(joined(new byte[] {(byte) 0xc0, (byte) 0x80})), "invalid_body");
    requireRefusal(post(joined(new byte[] {0})), "invalid_body");
  }

  @Test
  void refusesAByteOrderMark() throws IOException {
    requireRefusal(post("\ufeff" + Writes.call("mark", "")), "invalid_body");
  }

  @Test
  void refusesWhatIsBlank() throws IOException {
    for (var body : List.of(" ", "\n\n", "\t")) {
      requireRefusal(post(body), "invalid_body");
    }
  }

  @Test
  void refusesDeepNesting() throws IOException {
    for (var depth : List.of(300, 100_000, 4_000_000)) {
      requireRefusal(post("[".repeat(depth)), "invalid_body");
      requireRefusal(
          post("{\"data\":{\"type\":\"Call\",\"attributes\":{\"x\":" + "[".repeat(depth)),
          "invalid_body");
    }
    requireRefusal(post("{\"meta\":".repeat(300)), "invalid_body");
    requireRefusal(metadata("{\"a\":".repeat(64) + "1" + "}".repeat(64)), "invalid_attribute");
  }

  private static Answer metadata(String json) throws IOException {
    return conversation("\"metadata\":{\"m\":" + json + "}");
  }

  private static Answer conversation(String attribute) throws IOException {
    return client.write(
        "POST",
        "/api/conversations",
        "{\"data\":{\"type\":\"Conversation\",\"attributes\":{\"channel\":\"sms\","
            + attribute
            + "}}}");
  }

  @Test
  void refusesLongTexts() throws IOException {
    requireRefusal(
        conversation("\"public_id\":\"" + "x".repeat(65_537) + "\""), "invalid_attribute");
    requireRefusal(
        post(Writes.call("long", ",\"sip_username\":\"" + "x".repeat(2_000_000) + "\"")),
        "invalid_body");
    requireRefusal(post(Writes.call("long", ",\"" + "x".repeat(2_000) + "\":1")), "invalid_body");
    requireRefusal(metadata("\"" + "x".repeat(65_536) + "\""), "invalid_attribute");
  }

  /// An index holds these, and random text does not get shorter in it.
  @Test
  void takesTheLongestNumbersAndIdentifiersAndRefusesLongerOnes() throws IOException {
    for (var name : KEYS) {
      assertThat(post(keys(name, 1_000)).status()).as(name).isEqualTo(201);
      var refused = post(keys(name, 1_001));
      requireRefusal(refused, "invalid_attribute");
      assertThat(refused.body()).contains("/data/attributes/" + name);
    }
    var body = "{\"data\":{\"type\":\"Call\",\"attributes\":{\"direction\":\"inbound\"";
    for (var name : KEYS) {
      body += ",\"" + name + "\":\"" + randomText(1_000) + "\"";
    }
    assertThat(post(body + "}}}").status()).isEqualTo(201);
  }

  private static String keys(String longOne, int length) {
    var attributes = new StringBuilder("\"direction\":\"inbound\"");
    for (var name : KEYS) {
      attributes
          .append(",\"" + name + "\":\"")
          .append(name.equals(longOne) ? randomText(length) : longOne)
          .append('"');
    }
    return "{\"data\":{\"type\":\"Call\",\"attributes\":{" + attributes + "}}}";
  }

  private static String randomText(int length) {
    var random = new Random(length);
    return random
        .ints(length, 'a', 'z' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @Test
  void takesTextOf64Kilobytes() throws IOException {
    var text = "\"public_id\":\"" + "x".repeat(65_536) + "\"";
    assertThat(conversation(text).status()).isEqualTo(201);
  }

  @Test
  void refusesNumbersBeyondBounds() throws IOException {
    for (var number :
        List.of("1e999999", "-1e999999", "1e-999999", "1e99999999999999999999", "1".repeat(999))) {
      requireRefusal(
          post(Writes.call("number", ",\"duration_seconds\":" + number)), "invalid_attribute");
      if (number.length() < 900) {
        requireRefusal(metadata(number), "invalid_attribute");
      }
    }
    requireRefusal(
        post(Writes.call("number", ",\"duration_seconds\":" + "1".repeat(5_000))), "invalid_body");
  }

  @Test
  void tellsABoundedNumberOfFaults() throws IOException {
    var many =
        IntStream.range(0, 100_000)
            .mapToObj(i -> ",\"x" + i + "\":0")
            .collect(Collectors.joining());
    requireRefusal(post(Writes.call("many", many)), "unknown_member");
    requireRefusal(
        post(Writes.call("same", ",\"status\":null".repeat(100_000))), "duplicate_member");
    requireRefusal(
        post("{" + "\"x\":0,".repeat(100_000) + "\"data\":" + Writes.call("m", "").substring(8)),
        "unknown_member");
  }

  @Test
  void tellsABoundedNumberOfFaultsOfOperations() throws IOException {
    var operations =
        client.write("POST", "/api/operations", Writes.operations(Collections.nCopies(1_000, "7")));
    requireRefusal(operations, "invalid_body");
    var tooMany =
        client.write(
            "POST",
            "/api/operations",
            Writes.operations(
                IntStream.range(0, 1_001).mapToObj(i -> Writes.addCall("many-" + i)).toList()));
    requireRefusal(tooMany, "too_many_operations");
  }

  @Test
  void refusesEveryBeginningOfARightBody() throws IOException {
    var body = Writes.call("cut", ",\"sip_username\":\"é\\u00e9\",\"sip_code\":200");
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < bytes.length; length++) {
      requireRefusal(post(Arrays.copyOf(bytes, length)), "invalid_body");
    }
  }

  /// Bodies that differ from a right one in a few bytes, the same in every run.
  @Test
  void answersWhateverIsSent() throws IOException {
    var random = new Random(3);
    var right =
        Writes.operations(
                List.of(
                    Writes.addCall("random"),
                    "{\"op\":\"update\",\"ref\":{\"type\":\"Call\",\"id\":\"x\"},\"data\":{\"type\":\"Call\",\"attributes\":{\"status\":null}}}"))
            .getBytes(StandardCharsets.UTF_8);
    var marks = "{}[]\",:\\u0n1e-".getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < 500; i++) {
      var body = right.clone();
      for (int change = random.nextInt(4); change >= 0; change--) {
        body[random.nextInt(body.length)] =
            random.nextBoolean() ? marks[random.nextInt(marks.length)] : (byte) random.nextInt(256);
      }
      var answer = client.write("POST", "/api/operations", body);
      assertThat(answer.status())
          .as(new String(body, StandardCharsets.ISO_8859_1))
          .isBetween(200, 499);
      assertThat(ApiClient.document(answer)).isNotEmpty();
    }
  }
}
