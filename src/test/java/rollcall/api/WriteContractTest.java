package rollcall.api;

import static org.assertj.core.api.Assertions.assertThat;
import static rollcall.api.ApiClient.ACME;
import static rollcall.api.ApiClient.BETA;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rollcall.app.TestApp;
import rollcall.auth.Principal;
import rollcall.http.Answer;
import rollcall.organisations.OrganisationId;

/// Every case of the table of writes, over HTTP.
class WriteContractTest {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Map<String, String> NAMES =
      Map.of(
          "@conversation", "535f2002-b9f7-489e-8689-c846b6b81ec6",
          "@CONVERSATION", "535F2002-B9F7-489E-8689-C846B6B81EC6",
          "@foreign-call", "616162fb-51c0-4e5d-bc15-6ddf982cf08d",
          "@foreign-conversation", "133945ba-e411-4d10-ad20-eb98ea70df2d",
          "@nobody", "01234567-89ab-7def-8123-456789abcdef");

  private static TestApp app;

  @BeforeAll
  static void serve() {
    app = TestApp.startWithDataSet();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  static Stream<WriteCase> cases() {
    return WriteCase.all().stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void answers(WriteCase one) throws IOException {
    try (var client = client(one.as())) {
      var number = COUNT.incrementAndGet();
      var given = one.given().isEmpty() ? "" : make(client, one.given(), number);
      var answer =
          client.write(
              one.method(),
              filled(one.target(), number, given),
              filled(one.body(), number, given),
              one.fields().toArray(String[]::new));
      var body =
          new String(answer.body().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
      assertThat(answer.status()).as(body).isEqualTo(one.status());
      assertThat(errors(answer)).containsExactlyElementsOf(one.errors());
      for (var part : one.shows()) {
        assertThat(body).contains(filled(part, number, given));
      }
      checkHead(one, answer);
    }
  }

  private static void checkHead(WriteCase one, Answer answer) {
    var operations = one.target().startsWith("/api/operations") && answer.status() == 200;
    assertThat(answer.field("Content-Type"))
        .isEqualTo(
            "application/vnd.api+json"
                + (operations ? ";ext=\"https://jsonapi.org/ext/atomic\"" : ""));
    assertThat(answer.field("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.field("ETag").isEmpty()).isEqualTo(answer.status() >= 400 || operations);
    assertThat(answer.field("Location").isEmpty()).isEqualTo(answer.status() != 201);
  }

  private static List<String> errors(Answer answer) {
    if (answer.status() < 400) {
      return List.of();
    }
    return ApiClient.list(ApiClient.document(answer).get("errors")).stream()
        .map(ApiClient::object)
        .map(error -> error.get("code") + " " + pointer(error.get("source")))
        .toList();
  }

  private static String pointer(Object source) {
    if (source == null || !ApiClient.object(source).containsKey("pointer")) {
      return "-";
    }
    var pointer = (String) ApiClient.object(source).get("pointer");
    return pointer.isEmpty() ? "\"\"" : pointer;
  }

  private static ApiClient client(String as) {
    return switch (as) {
      case "" -> ApiClient.of(app, ACME);
      case "beta" -> ApiClient.of(app, BETA);
      case "reader" -> withScope(Principal.READ);
      case "writer" -> withScope(Principal.WRITE);
      case "nobody" -> ApiClient.withoutToken(app);
      default -> throw new IllegalArgumentException(as);
    };
  }

  private static ApiClient withScope(String scope) {
    var token = TestApp.token(new OrganisationId(ACME), List.of(scope));
    return ApiClient.with(app, "Bearer " + token);
  }

  /// Makes what is given, and says under which id it is there.
  private static String make(ApiClient client, String given, int number) throws IOException {
    var words = given.split(" ", 2);
    var call = words[0].equals("Call");
    var attributes = words[1].contains("call_uuid") || !call ? words[1] : "CALL," + words[1];
    if (call && words[1].contains("call_uuid")) {
      attributes += ",\"direction\":\"inbound\",\"from_number\":\"1\",\"to_number\":\"2\"";
    }
    var answer =
        client.write(
            "POST",
            call ? "/api/calls" : "/api/conversations",
            filled(
                "{\"data\":{\"type\":\"" + words[0] + "\",\"attributes\":{" + attributes + "}}}",
                -number,
                ""));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer.field("Location").replaceAll(".*/", "");
  }

  private static String filled(String text, int number, String given) {
    var filled =
        text.replace("@given", given)
            .replace("@GIVEN", given.toUpperCase(Locale.ROOT))
            .replaceAll("\\bCALL\\b", call(number));
    for (var name : NAMES.entrySet()) {
      filled = filled.replace(name.getKey(), name.getValue());
    }
    return filled;
  }

  private static String call(int number) {
    return "\"call_source\":\"test\",\"call_uuid\":\"case"
        + number
        + "\",\"direction\":\"inbound\",\"from_number\":\"+15550001\",\"to_number\":\"+15550002\"";
  }

  /// That the names mean what the table says of them.
  @Test
  void namesAreThoseOfTheDataSet() {
    assertThat(DataSet.ids("conversations", ACME)).contains(NAMES.get("@conversation"));
    assertThat(DataSet.ids("conversations", BETA)).contains(NAMES.get("@foreign-conversation"));
    assertThat(DataSet.ids("calls", BETA)).contains(NAMES.get("@foreign-call"));
    assertThat(UUID.fromString(NAMES.get("@nobody")).version()).isEqualTo(7);
  }
}
