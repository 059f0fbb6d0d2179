package rollcall.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import rollcall.app.TestApp;
import rollcall.http.Answer;

/// Whatever a client asks, it gets its own rows or a problem that names its fault, and soon. How
/// many requests are made stands in `rollcall.hostile.requests`, where they begin in
/// `rollcall.hostile.seed`; each seed is one request, for ever.
class HostileQueryProperties {
  private static final int REQUESTS = Integer.getInteger("rollcall.hostile.requests", 3_000);
  private static final long SEED = Long.getLong("rollcall.hostile.seed", 0);
  private static final Duration BOUND = Duration.ofSeconds(2);

  private static TestApp app;
  private static Set<String> foreign;

  @BeforeAll
  static void serve() {
    app = TestApp.startWithDataSet();
    foreign = DataSet.ids(ApiClient.ACME);
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @Test
  void everyQueryIsAnsweredWithOwnRowsOrItsFault() throws IOException {
    var recorded = HostileQueries.recorded();
    var statuses = new TreeMap<Integer, Integer>();
    try (var client = ApiClient.of(app, ApiClient.BETA)) {
      client.get("/api/calls"); // what starts slowly starts here
      for (var seed = SEED; seed < SEED + REQUESTS; seed++) {
        var target = HostileQueries.target(recorded, seed);
        statuses.merge(ask(client, target, seed), 1, Integer::sum);
      }
    }
    assertThat(statuses.keySet()).as(statuses.toString()).contains(200, 400, 414);
  }

  private static int ask(ApiClient client, String target, long seed) throws IOException {
    var start = System.nanoTime();
    Answer answer;
    try {
      answer = client.get(target);
      if (elapsed(start).compareTo(BOUND) > 0) {
        // Once may be the machine's fault.
        start = System.nanoTime();
        answer = client.get(target);
      }
    } catch (IOException e) {
      throw new IOException("seed " + seed + ": " + target, e);
    }
    assertThat(elapsed(start)).as("seed %d: %s", seed, target).isLessThan(BOUND);
    assertThat(answer.status()).as("seed %d: %s", seed, target).isBetween(200, 499);
    try {
      judge(answer);
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("seed " + seed + ": " + target, e);
    }
    return answer.status();
  }

  private static Duration elapsed(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static void judge(Answer answer) {
    if (answer.field("Content-Type").equals("application/json")) {
      return; // the document that describes the API, or a health
    }
    assertThat(answer.field("Content-Type")).isEqualTo("application/vnd.api+json");
    var document = ApiClient.document(answer);
    assertThat(document).containsKey("jsonapi");
    if (answer.status() == 200) {
      assertThat(document).containsKeys("data", "links", "meta").doesNotContainKey("errors");
      var rows = new ArrayList<Object>();
      rows.add(document.get("data"));
      rows.add(document.get("included"));
      assertThat(Collections.disjoint(ApiClient.texts(rows), foreign)).as("own rows").isTrue();
    } else {
      assertThat(document).containsOnlyKeys("errors", "jsonapi");
      assertThat(ApiClient.errors(answer, "status"))
          .isNotEmpty()
          .contains(Integer.toString(answer.status()));
      assertThat(answer.body().getBytes(StandardCharsets.ISO_8859_1)).hasSizeLessThan(200_000);
    }
  }

  @Test
  void aSeedIsAlwaysTheSameRequest() throws IOException {
    var recorded = HostileQueries.recorded();
    assertThat(List.of(HostileQueries.target(recorded, 17)))
        .containsExactly(HostileQueries.target(recorded, 17));
  }
}
