package rollcall.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.observe.Observation;

final class HttpServerTest {
  private static final int BUFFER = 32 * 1024;
  private static final String SLOW = "/slow";

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// One that says nothing until its client has left, and then counts `left` down.
  private static TestServer silentUntil(CountDownLatch left) {
    return new TestServer(
        (request, response) -> {
          request.onAbandoned(left::countDown);
          await(left);
        });
  }

  private static TestServer answering(String text) {
    return new TestServer((request, response) -> TestServer.write(response, text));
  }

  @Test
  void answersOverTheUsualClient() throws Exception {
    try (var server =
            new TestServer(
                (request, response) -> {
                  response.status(201);
                  response.header("Content-Type", "text/plain");
                  TestServer.write(
                      response, Thread.currentThread().isVirtual() + " " + request.url());
                });
        var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create(server.server.url() + "/a?b=c")).build();
      var answer = client.send(request, BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(201);
      assertThat(answer.body()).isEqualTo("true " + server.server.url() + "/a?b=c");
      assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(answer.headers().firstValue("Server")).isEmpty();
    }
  }

  @Test
  void observesEachAnswerOnce() throws Exception {
    try (var server = answering("hello");
        var client = server.client()) {
      var id = client.get("/a?b").answer().field("X-Request-Id");
      var answered = server.next(Observation.Answered.class);

      assertThat(answered.requestId()).isEqualTo(id);
      assertThat(answered.method()).isEqualTo("GET");
      assertThat(answered.target()).isEqualTo("/a?b");
      assertThat(answered.status()).isEqualTo(200);
      assertThat(answered.bytes()).isEqualTo(5);
      assertThat(answered.took()).isPositive();
      assertThat(server.rest()).isEmpty();
    }
  }

  @Test
  void takesUsableRequestIdOfClient() throws IOException {
    try (var server = answering("");
        var client = server.client()) {
      var own = "abcdefghij_ABCDEFGHI-0123456789";
      client.send("GET / HTTP/1.1\r\nHost: a\r\nx-request-id: " + own + "\r\n\r\n");

      assertThat(client.answer().field("X-Request-Id")).isEqualTo(own);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "with spaces that are not allowed", "angle-brackets-<script>-x"})
  void replacesUnusableRequestId(String sent) throws IOException {
    try (var server = answering("");
        var client = server.client()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\nX-Request-Id: " + sent + "\r\n\r\n");

      assertThat(client.answer().field("X-Request-Id")).hasSize(36);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, BUFFER - 1, BUFFER})
  void sendsLengthOfBodyThatFits(int length) throws IOException {
    try (var server = answering("x".repeat(length));
        var client = server.client()) {
      var answer = client.get("/").answer();

      assertThat(answer.field("Content-Length")).isEqualTo(String.valueOf(length));
      assertThat(answer.body()).hasSize(length);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {BUFFER + 1, 10 * BUFFER, 3_000_001})
  void streamsLongerBodyInChunks(int length) throws Exception {
    try (var server = answering("x".repeat(length));
        var client = server.client()) {
      var answer = client.get("/").answer();

      assertThat(answer.field("Transfer-Encoding")).isEqualTo("chunked");
      assertThat(answer.body()).hasSize(length);
      assertThat(server.next(Observation.Answered.class).bytes()).isEqualTo(length);
      assertThat(client.get("/").answer().body()).hasSize(length);
    }
  }

  @Test
  void answersHeadWithLengthButNoBody() throws IOException {
    try (var server = answering("hello");
        var client = server.client()) {
      var answer = client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n").answerToHead();

      assertThat(answer.field("Content-Length")).isEqualTo("5");
      assertThat(client.get("/").answer().body()).isEqualTo("hello");
    }
  }

  @Test
  void stopsHandlerOfHeadOnceBodyIsLong() throws Exception {
    try (var server =
            new TestServer(
                (request, response) -> {
                  while (true) {
                    TestServer.write(response, "x".repeat(1000));
                  }
                });
        var client = server.client()) {
      var head = "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n";
      var answer = client.send(head).answerToHead();

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.field("Content-Length")).isEmpty();
      assertThat(server.next(Observation.Answered.class).status()).isEqualTo(200);
      assertThat(client.send(head).answerToHead().status()).isEqualTo(200);
    }
  }

  @Test
  void readsBody() throws IOException {
    try (var server = new TestServer(HttpServerTest::echoBody);
        var client = server.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello");
      assertThat(client.answer().body()).isEqualTo("true hello");
      client.send("PATCH / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.send("3\r\nabc\r\n").send("2\r\nde\r\n").send("0\r\n\r\n");
      assertThat(client.answer().body()).isEqualTo("true abcde");
      assertThat(client.get("/").answer().body()).isEqualTo("false ");
    }
  }

  @Test
  void invitesBodyOfClientThatAsksFirst() throws IOException {
    try (var server = new TestServer(HttpServerTest::echoBody);
        var client = server.client()) {
      client.send(
          "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
      assertThat(client.answerToHead().status()).isEqualTo(100);
      assertThat(client.send("he").send("llo").answer().body()).isEqualTo("true hello");
    }
  }

  private static void echoBody(Request request, Response response) {
    try {
      var text = new String(request.body().readAllBytes(), StandardCharsets.UTF_8);
      TestServer.write(response, request.hasBody() + " " + text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void answersPipelinedRequestsInOrder() throws IOException {
    try (var server = TestServer.echo();
        var client = server.client()) {
      for (var i = 0; i < 200; i++) {
        client.get("/" + i);
      }
      for (var i = 0; i < 200; i++) {
        assertThat(client.answer().body()).isEqualTo("/" + i);
      }
    }
  }

  @Test
  void rendersFailureBeforeFirstByteLeft() throws Exception {
    var failure = new IllegalStateException("broken");
    try (var server =
            new TestServer(
                (request, response) -> {
                  response.header("X-Half", "done");
                  TestServer.write(response, "half");
                  throw failure;
                });
        var client = server.client()) {
      var answer = client.get("/").answer();

      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.body()).isEqualTo("failed " + answer.field("X-Request-Id"));
      assertThat(answer.field("X-Half")).isEmpty();
      assertThat(answer.field("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(server.next(Observation.Failed.class).cause()).isSameAs(failure);
      assertThat(server.next(Observation.Answered.class).status()).isEqualTo(500);
      assertThat(client.get("/").answer().status()).isEqualTo(500);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1", "HTTP/1.0"})
  void cutsConnectionOnFailureAfterFirstByteLeft(String version) throws Exception {
    try (var server =
            new TestServer(
                (request, response) -> {
                  TestServer.write(response, "x".repeat(2 * BUFFER));
                  throw new StackOverflowError();
                });
        var client = server.client()) {
      client.send("GET / " + version + "\r\nHost: a\r\n\r\n");

      if (version.equals("HTTP/1.1")) {
        assertThatThrownBy(client::answer).isInstanceOf(IOException.class);
      } else {
        assertThatThrownBy(client::readAll).isInstanceOf(IOException.class);
      }
      assertThat(server.next(Observation.Failed.class).cause())
          .hasRootCauseInstanceOf(StackOverflowError.class);
      assertThat(server.rest()).isEmpty();
    }
  }

  @Test
  void rejectsInFormOfTheApi() throws Exception {
    try (var server =
            new TestServer(
                (request, response) -> {
                  throw new RequestRejected(418, "No coffee.");
                });
        var client = server.client()) {
      var answer = client.get("/").answer();

      assertThat(answer.status()).isEqualTo(418);
      assertThat(answer.body())
          .isEqualTo("rejected " + answer.field("X-Request-Id") + " 418 No coffee.");
      assertThat(server.next(Observation.Answered.class).status()).isEqualTo(418);
      assertThat(server.rest()).isEmpty();
    }
  }

  @Test
  void noticesClientThatLeavesWhileHandlerIsSilent() throws Exception {
    var started = new CountDownLatch(1);
    var left = new CountDownLatch(1);
    try (var server =
        new TestServer(
            (request, response) -> {
              request.onAbandoned(left::countDown);
              started.countDown();
              await(left);
            })) {
      try (var client = server.client()) {
        client.get("/");
        await(started);
      }
      var gone = System.nanoTime();
      await(left);

      assertThat(Duration.ofNanos(System.nanoTime() - gone)).isLessThan(Duration.ofSeconds(2));
      assertThat(server.next(Observation.Abandoned.class).target()).isEqualTo("/");
      assertThat(server.rest()).isEmpty();
    }
  }

  @Test
  void noticesClientThatLeavesWithRequestsAhead() throws Exception {
    var left = new CountDownLatch(1);
    try (var server = silentUntil(left)) {
      try (var client = server.client()) {
        client.get("/").get("/more").get("/more");
        Thread.sleep(Duration.ofMillis(1200));
        client.get("/and-more");
      }
      await(left);
    }
  }

  @Test
  void noticesClientThatLeavesWhileItsBodyIsAwaited() throws Exception {
    var left = new CountDownLatch(1);
    try (var server =
        new TestServer(
            (request, response) -> {
              request.onAbandoned(left::countDown);
              echoBody(request, response);
            })) {
      try (var client = server.client()) {
        client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhe");
      }
      await(left);
      assertThat(server.next(Observation.Abandoned.class).method()).isEqualTo("POST");
      assertThat(server.rest()).isEmpty();
    }
  }

  @Test
  void takesHalfClosedClientOfSlowRequestForGone() throws Exception {
    var left = new CountDownLatch(1);
    try (var server = silentUntil(left);
        var client = server.client()) {
      client.get("/").endOutput();
      await(left);
      assertThatThrownBy(client::answer).isInstanceOf(IOException.class);
    }
  }

  @Test
  void answersHalfClosedClientOfQuickRequest() throws Exception {
    try (var server = TestServer.echo();
        var client = server.client()) {
      client.get("/").endOutput();
      assertThat(client.answer().body()).isEqualTo("/");
    }
  }

  @Test
  void runsActionAtOnceWhenClientHasLeftAlready() throws Exception {
    var left = new CountDownLatch(2);
    try (var server =
        new TestServer(
            (request, response) -> {
              try {
                while (true) {
                  TestServer.write(response, "x".repeat(BUFFER));
                }
              } catch (ClientGone gone) {
                request.onAbandoned(left::countDown);
                throw gone;
              }
            })) {
      server.client().get("/").close();
      server.next(Observation.Abandoned.class);
      left.countDown();
      await(left);
    }
  }

  @Test
  void keepsRequestsThatComeDuringSlowOne() throws Exception {
    try (var server =
            new TestServer(
                (request, response) -> {
                  if (request.path().equals(SLOW)) {
                    sleep(Duration.ofMillis(1800));
                  }
                  TestServer.write(response, request.path());
                });
        var client = server.client()) {
      client.get(SLOW);
      Thread.sleep(700);
      var burst = 6000;
      var sent = new StringBuilder();
      for (var i = 0; i < burst; i++) {
        sent.append("GET /").append(i).append(" HTTP/1.1\r\nHost: a\r\n\r\n");
      }
      Thread.ofVirtual().start(() -> sendAll(client, sent.toString()));
      assertThat(client.answer().body()).isEqualTo(SLOW);
      for (var i = 0; i < burst; i++) {
        assertThat(client.answer().body()).isEqualTo("/" + i);
      }
      assertThat(client.get("/last").answer().body()).isEqualTo("/last");
    }
  }

  private static void sendAll(RawClient client, String text) {
    try {
      client.send(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void keepsBodyThatComesDuringSlowHandler() throws Exception {
    try (var server =
            new TestServer(
                (request, response) -> {
                  if (request.hasBody()) {
                    sleep(Duration.ofMillis(1500));
                  }
                  echoBody(request, response);
                });
        var client = server.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 7\r\n\r\n");
      client.send("abc");
      Thread.sleep(800);
      client.send("defg").get("/next");
      assertThat(client.answer().body()).isEqualTo("true abcdefg");
      assertThat(client.answer().body()).isEqualTo("false ");
    }
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void letsAnswerUnderWayEndWhenStopped() throws Exception {
    var started = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    var server =
        new TestServer(
            (request, response) -> {
              started.countDown();
              await(go);
              TestServer.write(response, "done");
            });
    try (var idle = server.client();
        var client = server.client()) {
      client.get("/");
      await(started);
      var stopped = CompletableFuture.runAsync(server::close);
      assertThat(idle.isEnded()).isTrue();
      assertThatThrownBy(server::client).isInstanceOf(IOException.class);
      assertThat(stopped).isNotDone();
      go.countDown();

      var answer = client.answer();
      assertThat(answer.body()).isEqualTo("done");
      assertThat(answer.field("Connection")).isEqualTo("close");
      stopped.get(5, TimeUnit.SECONDS);
    }
  }

  @Test
  void refusesAddressInUse() {
    try (var server = answering("")) {
      var settings = new HttpSettings("127.0.0.1", server.server.port(), HttpLimits.DEFAULT);
      assertThatThrownBy(
              () ->
                  HttpServer.start(
                      settings,
                      (request, response) -> {},
                      new TestServer.Faults(),
                      observation -> {}))
          .isInstanceOf(CannotListen.class)
          .hasMessageContaining(String.valueOf(server.server.port()));
    }
  }

  @Test
  void closesTwice() {
    var server = answering("");
    server.close();
    server.close();
  }
}
