package rollcall.api;

import static org.assertj.core.api.Assertions.assertThat;
import static rollcall.api.ApiClient.ACME;
import static rollcall.api.ApiClient.document;
import static rollcall.api.ApiClient.list;
import static rollcall.api.ApiClient.object;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import rollcall.app.TestApp;
import rollcall.http.Answer;
import rollcall.observe.Observation;

/// Many writes in one request.
class OperationsTest {
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

  private static Answer run(List<String> operations) throws IOException {
    return client.write("POST", "/api/operations", Writes.operations(operations));
  }

  private static List<Object> results(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return list(document(answer).get("atomic:results")).stream()
        .map(result -> object(result).get("data"))
        .toList();
  }

  private static Object attribute(Object resource, String name) {
    return object(object(resource).get("attributes")).get(name);
  }

  @Test
  void makesAThousandCallsByFewStatements() throws IOException {
    run(IntStream.range(0, 1_000).mapToObj(i -> Writes.addCall("warm-" + i)).toList());
    var operations = IntStream.range(0, 1_000).mapToObj(i -> Writes.addCall("bulk-" + i)).toList();
    app.observations().clear();
    var began = System.nanoTime();
    var answer = run(operations);
    var took = Duration.ofNanos(System.nanoTime() - began);
    assertThat(answer.field("Content-Type")).contains("ext=");

    assertThat(results(answer))
        .extracting(call -> attribute(call, "call_uuid"))
        .containsExactlyElementsOf(
            IntStream.range(0, 1_000).mapToObj(i -> (Object) ("bulk-" + i)).toList());
    assertThat(
            app.observations().stream()
                .filter(
                    it ->
                        it instanceof Observation.StatementSent(var text)
                            && !text.contains(" from sources "))
                .count())
        .as("the calls, what they count, whether their numbers are known, and what is shown")
        .isLessThanOrEqualTo(4);
    System.out.println("1,000 calls made by one request in " + took.toMillis() + " ms");
  }

  @Test
  void showsWhatItShowsOfARecord() throws IOException {
    var made = results(run(List.of(Writes.addCall("shown")))).getFirst();
    var one = client.get("/api/calls/" + object(made).get("id"));
    assertThat(document(one).get("data")).isEqualTo(made);
  }

  @Test
  void givesAResultForEachOperationInOrder() throws IOException {
    var operations = new ArrayList<String>();
    operations.add(
        "{\"op\":\"add\",\"data\":{\"type\":\"Call\",\"lid\":\"c\",\"attributes\":"
            + Writes.callAttributes("mixed", "")
            + "}}");
    operations.add(
        "{\"op\":\"add\",\"data\":{\"type\":\"Conversation\",\"lid\":\"v\",\"attributes\":"
            + "{\"channel\":\"sms\"}}}");
    operations.add(
        "{\"op\":\"update\",\"ref\":{\"type\":\"Call\",\"lid\":\"c\"},\"data\":{\"type\":\"Call\","
            + "\"relationships\":{\"conversation\":{\"data\":{\"type\":\"Conversation\","
            + "\"lid\":\"v\"}}}}}");
    operations.add(
        "{\"op\":\"update\",\"ref\":{\"type\":\"Call\",\"lid\":\"c\"},\"data\":{\"type\":\"Call\","
            + "\"attributes\":{\"status\":\"ringing\"}}}");
    var results = results(run(operations));

    assertThat(results)
        .extracting(result -> object(result).get("type"))
        .containsExactly("Call", "Conversation", "Call", "Call");
    assertThat(results.get(0)).isEqualTo(results.get(2)).isEqualTo(results.get(3));
    assertThat(attribute(results.get(0), "status")).isEqualTo("ringing");
    assertThat(attribute(results.get(0), "conversation_id"))
        .isEqualTo(object(results.get(1)).get("id"));
  }

  @Test
  void writesNothingWhenOneOperationFails() throws IOException {
    run(List.of(Writes.addCall("there")));
    var answer =
        run(List.of(Writes.addCall("gone-1"), Writes.addCall("there"), Writes.addCall("gone-2")));

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body()).contains("\"pointer\":\"/atomic:operations/1\"");
    assertThat(Writes.count(app.database(), ACME, "calls", "call_uuid like 'gone-%'")).isZero();
  }

  @Test
  void requestsThatChangeTheSameCallsInDifferentOrdersAllSucceed() throws Exception {
    var ids =
        results(run(IntStream.range(0, 6).mapToObj(i -> Writes.addCall("same-" + i)).toList()))
            .stream()
            .map(call -> (String) object(call).get("id"))
            .toList();
    var seed = new AtomicInteger();
    var answers =
        Writes.atOnce(
            12,
            () -> {
              var order = new ArrayList<>(ids);
              Collections.shuffle(order, new Random(seed.incrementAndGet()));
              try (var one = ApiClient.of(app, ACME)) {
                return one.write(
                    "POST",
                    "/api/operations",
                    Writes.operations(order.stream().map(OperationsTest::rename).toList()));
              }
            });

    assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
  }

  private static String rename(String id) {
    return "{\"op\":\"update\",\"data\":{\"type\":\"Call\",\"id\":\""
        + id
        + "\",\"attributes\":{\"hangup_cause\":\"C"
        + new Random().nextInt()
        + "\"}}}";
  }
}
