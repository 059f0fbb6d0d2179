package rollcall.api;

import static org.assertj.core.api.Assertions.assertThat;
import static rollcall.api.ApiClient.ACME;
import static rollcall.api.ApiClient.BETA;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rollcall.app.TestApp;
import rollcall.auth.MovableClock;
import rollcall.database.Cancellation;
import rollcall.database.SqlStatement;
import rollcall.database.Tenant;
import rollcall.http.Answer;

/// What an idempotency key does for a request that is sent again.
class IdempotencyTest {
  private static final MovableClock CLOCK = new MovableClock();

  private static TestApp app;
  private ApiClient client;

  @BeforeAll
  static void serve() {
    app = TestApp.startWithDataSet(CLOCK);
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @BeforeEach
  void connect() {
    client = ApiClient.of(app, ACME);
  }

  @AfterEach
  void disconnect() throws Exception {
    client.close();
  }

  private Answer post(String key, String body) throws Exception {
    return client.write("POST", "/api/calls", body, "Idempotency-Key: " + key);
  }

  private static long kept(String condition) {
    return Writes.count(app.database(), ACME, "idempotency_keys", condition);
  }

  private static void requireReplay(Answer again, Answer first) {
    assertThat(again.status()).isEqualTo(first.status());
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.field("Location")).isEqualTo(first.field("Location"));
    assertThat(again.field("ETag")).isEqualTo(first.field("ETag"));
    assertThat(again.field("Content-Type")).isEqualTo(first.field("Content-Type"));
    assertThat(again.field("Cache-Control")).isEqualTo("no-store");
    assertThat(again.field("Idempotent-Replayed")).isEqualTo("true");
    assertThat(first.field("Idempotent-Replayed")).isEmpty();
  }

  @Test
  void givesTheFirstAnswerAgain() throws Exception {
    var body = Writes.call("again", "");
    var first = post("again", body);

    assertThat(first.status()).isEqualTo(201);
    requireReplay(post("again", body), first);
    requireReplay(post("\"again\"", body), first);
    assertThat(Writes.count(app.database(), ACME, "calls", "call_uuid = 'again'")).isOne();
  }

  @Test
  void givesTheFirstAnswerAgainAfterTheRecordChanged() throws Exception {
    var location = post("made", Writes.call("changes", "")).field("Location");
    var id = location.replaceAll(".*/", "");
    var body = Writes.change(id, "\"status\":\"ringing\"");
    var first = client.write("PATCH", location, body, "Idempotency-Key: p");
    client.write("PATCH", location, Writes.change(id, "\"status\":\"answered\""));

    requireReplay(client.write("PATCH", location, body, "Idempotency-Key: p"), first);
    assertThat(client.get(location).body()).contains("\"status\":\"answered\"");
  }

  @Test
  void givesTheAnswerToOperationsAgain() throws Exception {
    var body = Writes.operations(List.of(Writes.addCall("ops-1"), Writes.addCall("ops-2")));
    var first = client.write("POST", "/api/operations", body, "Idempotency-Key: ops");

    assertThat(first.status()).isEqualTo(200);
    requireReplay(client.write("POST", "/api/operations", body, "Idempotency-Key: ops"), first);
  }

  @Test
  void namesTheHostThatWasAskedThisTime() throws Exception {
    var body = Writes.call("host", "");
    var first = post("host", body);

    try (var other = ApiClient.of(app, ACME).at("there")) {
      var again = other.write("POST", "/api/calls", body, "Idempotency-Key: host");
      assertThat(again.status()).isEqualTo(201);
      assertThat(again.body())
          .isEqualTo(first.body().replace("http://here/api/calls", "http://there/api/calls"));
    }
  }

  @Test
  void refusesAKeyThatAnotherRequestHad() throws Exception {
    var first = post("reused", Writes.call("reused-1", ""));
    assertThat(first.status()).isEqualTo(201);

    var other = post("reused", Writes.call("reused-2", ""));
    var query =
        client.write(
            "POST", "/api/calls?fields=id", Writes.call("reused-1", ""), "Idempotency-Key: reused");
    for (var refused : List.of(other, query)) {
      assertThat(refused.status()).isEqualTo(422);
      assertThat(ApiClient.errors(refused, "code")).containsExactly("idempotency_key_reused");
    }
    assertThat(Writes.count(app.database(), ACME, "calls", "call_uuid = 'reused-2'")).isZero();
  }

  @Test
  void countsAKeyForItsRouteAlone() throws Exception {
    var first = post("route", Writes.call("route", ""));
    var conversation =
        client.write(
            "POST",
            "/api/conversations",
            "{\"data\":{\"type\":\"Conversation\",\"attributes\":{\"channel\":\"sms\"}}}",
            "Idempotency-Key: route");
    var operations =
        client.write(
            "POST",
            "/api/operations",
            Writes.operations(List.of(Writes.addCall("route-2"))),
            "Idempotency-Key: route");

    assertThat(List.of(first.status(), conversation.status(), operations.status()))
        .containsExactly(201, 201, 200);
  }

  @Test
  void countsAKeyForItsOrganisationAlone() throws Exception {
    var body = Writes.call("shared", "");
    var ours = post("shared", body);
    try (var others = ApiClient.of(app, BETA)) {
      var theirs = others.write("POST", "/api/calls", body, "Idempotency-Key: shared");
      assertThat(theirs.status()).isEqualTo(201);
      assertThat(theirs.field("Idempotent-Replayed")).isEmpty();
      assertThat(theirs.field("Location")).isNotEqualTo(ours.field("Location"));
    }
  }

  @Test
  void keepsNoFailure() throws Exception {
    var wrong = post("mended", Writes.call("mended", ",\"status\":\"x\""));
    post("other", Writes.call("taken", ""));
    var taken = post("mended", Writes.call("taken", ""));
    var right = post("mended", Writes.call("mended", ""));

    assertThat(List.of(wrong.status(), taken.status(), right.status()))
        .containsExactly(400, 409, 201);
  }

  @Test
  void takesKeysOf255CharactersAndNoLonger() throws Exception {
    assertThat(post("k".repeat(255), Writes.call("long-1", "")).status()).isEqualTo(201);
    assertThat(post('"' + "q".repeat(255) + '"', Writes.call("long-2", "")).status())
        .isEqualTo(201);
    var refused = post("k".repeat(256), Writes.call("long-3", ""));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(ApiClient.errors(refused, "code")).containsExactly("invalid_idempotency_key");
  }

  @Test
  void keepsAnAnswerForADay() throws Exception {
    var body = Writes.call("day", "");
    var first = post("day", body);
    CLOCK.advance(Duration.ofHours(23).plusMinutes(59));
    requireReplay(post("day", body), first);

    CLOCK.advance(Duration.ofMinutes(2));
    var later = post("day", body);
    assertThat(later.status()).isEqualTo(409);
    assertThat(ApiClient.errors(later, "code")).containsExactly("already_exists");
    assertThat(post("day", Writes.call("day-2", "")).status()).isEqualTo(201);
  }

  @Test
  void removesOldAnswersALittleAtATime() throws Exception {
    for (int i = 0; i < 150; i++) {
      post("old-" + i, Writes.call("old-" + i, ""));
    }
    CLOCK.advance(Duration.ofHours(25));
    var old = kept("true");
    assertThat(old).isGreaterThanOrEqualTo(150);

    post("new-1", Writes.call("new-1", ""));
    assertThat(kept("true")).isEqualTo(old - 100 + 1);
    post("new-2", Writes.call("new-2", ""));
    post("new-3", Writes.call("new-3", ""));
    assertThat(kept("key like 'old-%'")).isZero();
    assertThat(kept("key like 'new-%'")).isEqualTo(3);
  }

  @Test
  @Timeout(60)
  void letsTheFirstRequestFinish() throws Exception {
    var location = post("slow", Writes.call("slow", "")).field("Location");
    var id = location.replaceAll(".*/", "");
    var body = Writes.change(id, "\"status\":\"ringing\"");
    var locked = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var lock = threads.submit(() -> hold(id, locked, release));
      locked.await();
      var first = threads.submit(() -> patchAlone(location, body));
      awaitKeyInUse();
      var second = patchAlone(location, body);
      assertThat(ApiClient.errors(second, "code")).containsExactly("idempotency_key_in_use");
      release.countDown();
      assertThat(first.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
      lock.get(20, TimeUnit.SECONDS);
    }
    var again = client.write("PATCH", location, body, "Idempotency-Key: slow-patch");
    assertThat(again.field("Idempotent-Replayed")).isEqualTo("true");
  }

  private static Answer patchAlone(String location, String body) throws Exception {
    try (var alone = ApiClient.of(app, ACME)) {
      return alone.write("PATCH", location, body, "Idempotency-Key: slow-patch");
    }
  }

  private static void awaitKeyInUse() throws InterruptedException {
    var locks =
        new SqlStatement(
            "select 1 from pg_locks where locktype = 'advisory' and database ="
                + " (select oid from pg_database where datname = current_database())",
            List.of());
    while (!app.database()
        .database()
        .read(new Tenant(ACME), new Cancellation(), session -> session.query(locks).next())) {
      Thread.sleep(10);
    }
  }

  private static boolean hold(String id, CountDownLatch locked, CountDownLatch release) {
    return app.database()
        .database()
        .write(
            new Tenant(ACME),
            session -> {
              session.query(
                  new SqlStatement(
                      "select 1 from calls where organisation_id = ? and id = ? for update",
                      List.of(ACME, UUID.fromString(id))));
              locked.countDown();
              try {
                return release.await(20, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
  }
}
