package rollcall.api;

import static org.assertj.core.api.Assertions.assertThat;
import static rollcall.api.ApiClient.ACME;

import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import rollcall.app.TestApp;
import rollcall.http.Answer;

/// Writes that come at the same time.
class WriteRaceTest {
  private static final int MANY = 50;

  private static TestApp app;

  @BeforeAll
  static void serve() {
    app = TestApp.startWithDataSet();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static Answer send(String method, String target, String body, String... fields)
      throws Exception {
    try (var client = ApiClient.of(app, ACME)) {
      return client.write(method, target, body, fields);
    }
  }

  private static long rows(String callUuid) {
    return Writes.count(app.database(), ACME, "calls", "call_uuid = '" + callUuid + "'");
  }

  @Test
  void makesACallOnceHoweverManyMakeIt() throws Exception {
    var body = Writes.call("race-1", "");
    var answers = Writes.atOnce(MANY, () -> send("POST", "/api/calls", body));

    assertThat(answers).extracting(Answer::status).containsOnly(201, 409);
    var made = answers.stream().filter(answer -> answer.status() == 201).toList();
    assertThat(made).hasSize(1);
    var id = made.getFirst().field("Location").replaceAll(".*/", "");
    assertThat(answers.stream().filter(answer -> answer.status() == 409))
        .hasSize(MANY - 1)
        .allSatisfy(
            answer ->
                assertThat(answer.body())
                    .contains("\"already_exists\"", "\"meta\":{\"id\":\"" + id + "\"}"));
    assertThat(rows("race-1")).isOne();
  }

  @Test
  void doesARequestOnceHoweverOftenItComes() throws Exception {
    var body = Writes.call("race-2", "");
    var answers =
        Writes.atOnce(MANY, () -> send("POST", "/api/calls", body, "Idempotency-Key: race"));

    var made = answers.stream().filter(answer -> answer.status() == 201).toList();
    assertThat(made).isNotEmpty();
    assertThat(made.stream().map(Answer::body).distinct()).hasSize(1);
    assertThat(made.stream().filter(a -> a.field("Idempotent-Replayed").isEmpty())).hasSize(1);
    assertThat(answers.stream().filter(answer -> answer.status() != 201))
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).isEqualTo(409);
              assertThat(answer.body()).contains("\"idempotency_key_in_use\"");
            });
    assertThat(rows("race-2")).isOne();
  }

  @Test
  void makesCallsOnceWhenManyMakeThemInAnyOrder() throws Exception {
    var forwards = IntStream.range(0, 20).mapToObj(i -> Writes.addCall("order-" + i)).toList();
    var bodies =
        List.of(Writes.operations(forwards), Writes.operations(forwards.reversed())).iterator();
    var answers =
        Writes.atOnce(
            2,
            () -> {
              String body;
              synchronized (bodies) {
                body = bodies.next();
              }
              return send("POST", "/api/operations", body);
            });

    assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 409);
    assertThat(Writes.count(app.database(), ACME, "calls", "call_uuid like 'order-%'"))
        .isEqualTo(20);
  }

  @Test
  void changesACallOnceForEachTag() throws Exception {
    var made = send("POST", "/api/calls", Writes.call("race-3", ""));
    var location = made.field("Location");
    var body =
        Writes.change(location.replaceAll(".*/", ""), "\"hangup_cause\":\"NO_USER_RESPONSE\"");
    var answers =
        Writes.atOnce(10, () -> send("PATCH", location, body, "If-Match: " + made.field("ETag")));

    assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(1);
    assertThat(new HashSet<>(answers.stream().map(Answer::status).toList()))
        .containsExactlyInAnyOrder(200, 412);
  }
}
