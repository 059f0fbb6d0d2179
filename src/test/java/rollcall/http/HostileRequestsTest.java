package rollcall.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HostileRequestsTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.echo();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/calls?filter[status]=busy",
        "/api/calls?filter%5Bstatus%5D=busy",
        "/api/calls?a=\"|^{}<>\\`'",
        "/api/calls??",
        "/api/calls?",
        "/api/calls?&&",
        "/api/calls?a=%zz",
        "/api/calls?%",
        "/api/calls?%ff&%00&%u0041",
        "/api/calls?a=1#b?c",
        "/api/calls?a=;b=/../../",
        "/api/calls/%00",
        "/api/calls/%ff",
        "/api/calls/%zz",
        "/api/calls/%",
        "/api/calls/%u0041",
        "/api/calls.json",
        "/api/calls/",
        "/api/calls/a%2Fb%2f..%5c",
        "//api",
        "//",
        "/",
        "/api//calls",
        "/api/../x",
        "/../../x",
        "/./x/.",
        "/%2e%2e/x",
        "/a;b",
        "/a;b/c;d=e?f",
        "/api/[calls]|^{}<>\\\"",
        "/api/calls/\u00c3\u00bc?q=\u00c3\u00bc\u00e2\u0082\u00ac\u00f0\u009f\u0098\u0080",
      })
  void givesHandlerTargetAsSent(String target) throws IOException {
    try (var client = server.client()) {
      var answer = client.get(target).answer();

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(target);
    }
  }

  @Test
  void takesAbsoluteTarget() throws IOException {
    try (var client = server.client()) {
      assertThat(client.get("http://here/api/../x?[a]").answer().body()).isEqualTo("/api/../x?[a]");
    }
  }

  @Test
  void refusesBytesThatAreNoUtf8() throws IOException {
    try (var client = server.client()) {
      assertThat(client.get("/api?a=\u00ff").answer().status()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: \r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX y: z\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n X: folded\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n folded\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: a\nY: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: a\u0000b\r\n\r\n",
        "GET / HTTP/1.1\nHost: a\n\n",
        "GET / a HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1 \r\nHost: a\r\n\r\n",
        "GET /\u0000 HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /\u0001 HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTX/1.1\r\nHost: a\r\n\r\n",
        "GET api HTTP/1.1\r\nHost: a\r\n\r\n",
        "G@T / HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3, 3\r\n\r\nabc",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n\r\nabc",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x3\r\n\r\nabc",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3 3\r\n\r\nabc",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\nabc",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\nabc",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\nabc",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, gzip\r\n\r\nabc",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\nabc",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001",
      })
  void refusesWhatIsNoHttp(String request) throws IOException {
    try (var client = server.client()) {
      var answer = client.send(request).answer();

      assertThat(answer.status()).isIn(400, 505);
      assertIsOurs(answer);
      assertThat(client.isEnded()).isTrue();
    }
  }

  private static void assertIsOurs(Answer answer) {
    assertThat(answer.body())
        .startsWith("rejected " + answer.field("X-Request-Id") + " " + answer.status() + " ")
        .doesNotContain("<", "jetty", "Exception");
    assertThat(answer.field("Content-Type")).isEqualTo("text/plain");
    assertThat(answer.field("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.field("Server")).isEmpty();
    assertThat(answer.field("Connection")).isEqualTo("close");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zz\r\nabc\r\n0\r\n\r\n",
        "-1\r\n",
        "0x3\r\nabc\r\n0\r\n\r\n",
        "3\nabc\n0\n\n",
        "3\r\nabcde\r\n0\r\n\r\n",
        "ffffffffffffffff1\r\nabc",
      })
  void refusesMalformedChunks(String body) throws IOException {
    try (var server =
            new TestServer(
                (request, response) -> {
                  try {
                    request.body().readAllBytes();
                  } catch (IOException e) {
                    throw new AssertionError(e);
                  }
                });
        var client = server.client()) {
      var answer =
          client
              .send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + body)
              .answer();

      assertThat(answer.status()).isEqualTo(400);
      assertIsOurs(answer);
    }
  }

  @Test
  void refusesHttp2() throws IOException {
    try (var client = server.client()) {
      var answer = client.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").answer();

      assertThat(answer.status()).isBetween(400, 505);
      assertIsOurs(answer);
    }
  }

  @Test
  void refusesUnknownExpectation() throws IOException {
    try (var client = server.client()) {
      var answer =
          client.send("GET / HTTP/1.1\r\nHost: a\r\nExpect: the-unexpected\r\n\r\n").answer();

      assertThat(answer.status()).isEqualTo(417);
      assertIsOurs(answer);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"DELETE", "PUT", "OPTIONS", "TRACE", "PATCH", "QUERY", "get"})
  void givesHandlerEveryMethod(String method) throws IOException {
    try (var client = server.client()) {
      assertThat(client.send(method + " /x HTTP/1.1\r\nHost: a\r\n\r\n").answer().body())
          .isEqualTo("/x");
    }
  }

  @Test
  void answersOptionsOfServerAndConnectWithoutHarm() throws IOException {
    for (var line : new String[] {"OPTIONS *", "CONNECT a:80"}) {
      try (var client = server.client()) {
        assertThat(client.send(line + " HTTP/1.1\r\nHost: a\r\n\r\n").answer().status())
            .isIn(200, 400);
      }
    }
  }

  @Test
  void keepsUtf8OfTargetInUrl() throws IOException {
    try (var server =
            new TestServer((request, response) -> TestServer.write(response, request.url()));
        var client = server.client()) {
      var target =
          "/a?q=" + new String("ü€".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
      assertThat(
              client
                  .send("GET " + target + " HTTP/1.1\r\nHost: Calls.example:80\r\n\r\n")
                  .answer()
                  .body())
          .isEqualTo("http://Calls.example:80" + target);
    }
  }
}
