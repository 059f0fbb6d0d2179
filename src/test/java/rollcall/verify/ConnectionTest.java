package rollcall.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The client and the run over it, against a socket that answers what the test says.
final class ConnectionTest {
  private static final UUID ORGANISATION = new UUID(1, 2);

  private final StringBuffer received = new StringBuffer();
  private ServerSocket server;
  private volatile String answer = "";

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void sendsTargetByteForByteAndKeepsTheConnection() throws Exception {
    answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A: 1\r\n\r\n{}";
    try (var connection = Connection.open(url())) {
      var first = connection.send("GET", "/a?b[c]=%zz|é", Map.of("Accept", "x"));
      var second = connection.send("GET", "/b", Map.of());

      assertThat(first.status()).isEqualTo(200);
      assertThat(first.header("x-a")).contains("1");
      assertThat(second.body()).isEqualTo("{}".getBytes(StandardCharsets.UTF_8));
      assertThat(connection.isOpen()).isTrue();
    }
    assertThat(received.toString())
        .startsWith("GET /a?b[c]=%zz|é HTTP/1.1\r\nHost: 127.0.0.1:" + server.getLocalPort())
        .contains("Accept: x\r\n\r\nGET /b HTTP/1.1\r\n");
  }

  @Test
  void readsChunksTrailersAndInterimAnswers() throws Exception {
    answer =
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 400 Bad\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\nT: 1\r\n\r\n";
    try (var connection = Connection.open(url())) {
      var came = connection.send("GET", "/", Map.of());

      assertThat(new String(came.body(), StandardCharsets.UTF_8)).isEqualTo("abc0123456789");
      assertThat(connection.isOpen()).isTrue();
    }
  }

  @Test
  void knowsWhenTheServerCloses() throws Exception {
    answer = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
    try (var connection = Connection.open(url())) {
      connection.send("GET", "/", Map.of());
      assertThat(connection.isOpen()).isFalse();
    }
  }

  @Test
  void refusesWhatIsNotHttp() throws Exception {
    for (var wrong :
        List.of(
            "hello\r\n\r\n",
            "HTTP/1.1 200 OK\nContent-Length: 0\n\n",
            "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n",
            "HTTP/1.1 200 OK\r\nbroken\r\n\r\n")) {
      answer = wrong;
      try (var connection = Connection.open(url())) {
        assertThatThrownBy(() -> connection.send("GET", "/", Map.of()))
            .as(wrong)
            .isInstanceOf(IOException.class);
        assertThat(connection.isOpen()).isFalse();
      }
    }
  }

  @Test
  void runReportsEachVectorOnceAlsoWhenConnectionsEnd() throws Exception {
    answer = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
    var vectors =
        IntStream.range(0, 20)
            .mapToObj(
                i -> new Vector("" + i, "g", "GET", "/" + i, ORGANISATION, Map.of(), Map.of()))
            .toList();

    var failures = Verification.run(vectors, url(), Map.of(ORGANISATION, "t"), _ -> {});

    assertThat(failures).map(Verification.Failure::vector).isEqualTo(vectors);
    assertThat(received.toString()).contains("Authorization: Bearer t\r\n");
  }

  @Test
  void failsWhenNobodyListens() throws Exception {
    URI url;
    try (var unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      url = URI.create("http://127.0.0.1:" + unused.getLocalPort());
    }
    assertThatThrownBy(() -> Verification.run(List.of(), url, Map.of(), _ -> {}))
        .isInstanceOf(IOException.class);
  }

  private URI url() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        Thread.ofVirtual().start(() -> answer(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  /// Gives the answer after each request; ends the stream when the answer is not meant to go on.
  private void answer(Socket socket) {
    try (socket) {
      var request = new StringBuilder();
      var bytes = new byte[4096];
      for (int n = socket.getInputStream().read(bytes);
          n > 0;
          n = socket.getInputStream().read(bytes)) {
        request.append(new String(bytes, 0, n, StandardCharsets.UTF_8));
        if (request.toString().endsWith("\r\n\r\n")) {
          received.append(request);
          request.setLength(0);
          socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
          if (!answer.contains("HTTP/1.1 200 OK\r\nContent-Length: 2") && !answer.contains("100")) {
            return;
          }
        }
      }
    } catch (IOException e) {
      received.append("[connection lost]");
    }
  }
}
