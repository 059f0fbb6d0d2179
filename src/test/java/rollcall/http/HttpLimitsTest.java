package rollcall.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import rollcall.observe.Observation;

final class HttpLimitsTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(300);

  private static HttpLimits times(Duration header, Duration body, Duration idle) {
    return new HttpLimits(16 * 1024, 16 * 1024, 100, 1000, header, body, idle, 100, LONG);
  }

  private static HttpLimits sizes() {
    return times(LONG, LONG, LONG);
  }

  private static TestServer reading(HttpLimits limits) {
    return new TestServer(
        limits,
        (request, response) -> {
          try {
            TestServer.write(response, "read " + request.body().readAllBytes().length);
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  private static void assertRefused(Answer answer, int status, String reason) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body())
        .startsWith("rejected " + answer.field("X-Request-Id") + " " + status)
        .contains(reason);
    assertThat(answer.field("Connection")).isEqualTo("close");
  }

  private static String target(int lineBytes) {
    return "/" + "x".repeat(lineBytes - "GET / HTTP/1.1".length());
  }

  @Test
  void takesRequestLineUpToLimit() throws IOException {
    try (var server = TestServer.echo();
        var client = server.client()) {
      assertThat(client.get(target(16 * 1024)).answer().status()).isEqualTo(200);
      assertRefused(client.get(target(16 * 1024 + 1)).answer(), 414, "16384");
    }
  }

  @Test
  void countsBytesOfRequestLineNotCharacters() throws IOException {
    try (var server = TestServer.echo();
        var client = server.client()) {
      assertRefused(client.get("/" + "\u00c3\u00bc".repeat(8190)).answer(), 414, "16384");
    }
  }

  @Test
  void refusesEndlessRequestLine() throws IOException {
    try (var server = TestServer.echo();
        var client = server.client()) {
      assertRefused(client.send("GET /" + "x".repeat(100_000)).answer(), 414, "16384");
    }
  }

  private static String fields(int count, int valueBytes) {
    var text = new StringBuilder("GET / HTTP/1.1\r\nHost: a\r\n");
    for (var i = 1; i < count; i++) {
      text.append("X-").append(100 + i).append(": ").append("v".repeat(valueBytes)).append("\r\n");
    }
    return text.append("\r\n").toString();
  }

  @Test
  void takesHeaderFieldsUpToLimit() throws IOException {
    try (var server = TestServer.echo();
        var client = server.client()) {
      assertThat(client.send(fields(100, 10)).answer().status()).isEqualTo(200);
      assertRefused(client.send(fields(101, 10)).answer(), 431, "100");
    }
  }

  @Test
  void takesHeaderBytesUpToLimit() throws IOException {
    try (var server = TestServer.echo();
        var client = server.client()) {
      assertThat(client.send(fields(2, 16_000)).answer().status()).isEqualTo(200);
      assertRefused(client.send(fields(2, 16_384)).answer(), 431, "16384");
    }
  }

  @Test
  void refusesEndlessHeader() throws IOException {
    try (var server = TestServer.echo();
        var client = server.client()) {
      var head = "GET / HTTP/1.1\r\nHost: a\r\nX: " + "v".repeat(100_000);
      assertRefused(client.send(head).answer(), 431, "16384");
    }
  }

  @Test
  void refusesAnnouncedBodyBeforeItComes() throws IOException {
    try (var server = reading(sizes());
        var client = server.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n");
      assertRefused(client.answer(), 413, "1000 bytes");
    }
  }

  @Test
  void takesBodyUpToLimit() throws IOException {
    try (var server = reading(sizes());
        var client = server.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n");
      assertThat(client.send("x".repeat(1000)).answer().body()).isEqualTo("read 1000");
    }
  }

  @Test
  void refusesChunkedBodyThatGrowsTooLong() throws IOException {
    try (var server = reading(sizes());
        var client = server.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
      for (var i = 0; i < 11; i++) {
        client.send("64\r\n" + "x".repeat(100) + "\r\n");
      }
      assertRefused(client.answer(), 413, "1000 bytes");
    }
  }

  @Test
  void endsHeadThatTricklesInForTooLong() throws Exception {
    try (var server = reading(times(SHORT, LONG, LONG));
        var client = server.client()) {
      var started = System.nanoTime();
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  client.send("GET / HTTP/1.1\r\nHost: a\r\n");
                  while (true) {
                    client.send("X: y\r\n");
                    Thread.sleep(20);
                  }
                } catch (IOException | InterruptedException ended) {
                  // The server did what is asked of it.
                }
              });
      assertRefused(client.answer(), 408, "300 milliseconds");
      assertThat(client.isEnded()).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(SHORT.multipliedBy(5));
      assertThat(server.next(Observation.Answered.class).status()).isEqualTo(408);
    }
  }

  @Test
  void endsBodyThatTricklesInForTooLong() throws Exception {
    try (var server = reading(times(LONG, SHORT, LONG));
        var client = server.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\n");
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  while (true) {
                    client.send("x");
                    Thread.sleep(20);
                  }
                } catch (IOException | InterruptedException ended) {
                  // The server did what is asked of it.
                }
              });
      assertRefused(client.answer(), 408, "300 milliseconds");
      assertThat(server.next(Observation.Answered.class).status()).isEqualTo(408);
      assertThat(server.rest()).isEmpty();
    }
  }

  @Test
  void endsBodyThatStops() throws Exception {
    try (var server = reading(times(LONG, SHORT, LONG));
        var client = server.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\nabc");
      assertRefused(client.answer(), 408, "300 milliseconds");
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void endsIdleConnection() throws IOException {
    try (var server = TestServer.echo(sizesIdle());
        var silent = server.client();
        var client = server.client()) {
      assertThat(client.get("/").answer().body()).isEqualTo("/");
      assertThat(client.isEnded()).isTrue();
      assertThat(silent.isEnded()).isTrue();
    }
  }

  private static HttpLimits sizesIdle() {
    return times(LONG, LONG, SHORT);
  }

  @Test
  void idleTimeDoesNotEndSlowHandler() throws IOException {
    try (var server =
            new TestServer(
                sizesIdle(),
                (request, response) -> {
                  try {
                    Thread.sleep(SHORT.multipliedBy(4));
                  } catch (InterruptedException e) {
                    throw new AssertionError(e);
                  }
                  TestServer.write(response, "late");
                });
        var client = server.client()) {
      assertThat(client.get("/").answer().body()).isEqualTo("late");
    }
  }

  @Test
  void cutsClientThatDoesNotRead() throws Exception {
    var left = new CountDownLatch(1);
    try (var server =
            new TestServer(
                sizesIdle(),
                (request, response) -> {
                  request.onAbandoned(left::countDown);
                  while (true) {
                    TestServer.write(response, "x".repeat(100_000));
                  }
                });
        var client = new RawClient(server.server, 4096)) {
      client.get("/");
      assertThat(left.await(5, TimeUnit.SECONDS)).isTrue();
      server.next(Observation.Abandoned.class);
      assertThatThrownBy(client::answer).isInstanceOf(IOException.class);
      assertThat(server.rest()).isEmpty();
    }
  }

  @Test
  void tellsClientBeyondTheLimitOfConnections() throws IOException {
    var limits = new HttpLimits(1000, 1000, 10, 10, LONG, LONG, LONG, 3, LONG);
    var clients = new ArrayList<RawClient>();
    try (var server = TestServer.echo(limits)) {
      for (var i = 0; i < 3; i++) {
        var client = server.client();
        clients.add(client);
        assertThat(client.get("/").answer().status()).isEqualTo(200);
      }
      try (var surplus = server.client()) {
        var answer = surplus.get("/").answer();
        assertRefused(answer, 503, "too many connections");
        assertThat(answer.field("Retry-After")).isEqualTo("1");
      }
      for (var client : clients) {
        assertThat(client.get("/").answer().status()).isEqualTo(200);
        client.close();
      }
    }
  }

  @Test
  void cutsAnswersThatOutliveTheDrain() throws Exception {
    var limits = new HttpLimits(1000, 1000, 10, 10, LONG, LONG, LONG, 3, SHORT);
    var started = new CountDownLatch(1);
    var left = new CountDownLatch(1);
    var server =
        new TestServer(
            limits,
            (request, response) -> {
              request.onAbandoned(left::countDown);
              started.countDown();
              try {
                assertThat(left.await(10, TimeUnit.SECONDS)).isTrue();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    try (var client = server.client()) {
      client.get("/");
      assertThat(started.await(5, TimeUnit.SECONDS)).isTrue();
      server.close();
      assertThat(left.await(5, TimeUnit.SECONDS)).isTrue();
      assertThatThrownBy(client::answer).isInstanceOf(IOException.class);
    }
  }
}
