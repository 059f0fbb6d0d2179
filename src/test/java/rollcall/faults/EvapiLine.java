package rollcall.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import rollcall.faults.PlayedCall.Stage;
import rollcall.switches.FakeSwitch;

/// A Kamailio whose script relays events over evapi, and which lists its dialogs.
final class EvapiLine extends LinkLine {
  private final List<OutputStream> listeners = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final FakeSwitch evapi = FakeSwitch.listen(this::talk);
  private final HttpServer rpc;
  private volatile String dialogs = "";

  EvapiLine(String source) throws IOException {
    super(source);
    rpc = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    rpc.createContext(
        "/RPC",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            var answer = "{\"jsonrpc\":\"2.0\",\"result\":[" + dialogs + "],\"id\":1}";
            exchange.sendResponseHeaders(200, answer.length());
            exchange.getResponseBody().write(answer.getBytes(UTF_8));
          }
        });
    rpc.start();
  }

  private void talk(Socket socket) throws IOException {
    var out = socket.getOutputStream();
    listeners.add(out);
    connections.incrementAndGet();
    try {
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } finally {
      listeners.remove(out);
    }
  }

  @Override
  boolean isHeard() {
    return !listeners.isEmpty();
  }

  @Override
  int connections() {
    return connections.get();
  }

  @Override
  void hungUp() {
    // The end of the connection tells it.
  }

  @Override
  void list(Map<PlayedCall, Stage> live) {
    dialogs =
        live.entrySet().stream()
            .map(call -> dialog(call.getKey(), call.getValue()))
            .collect(Collectors.joining(","));
  }

  private static String dialog(PlayedCall call, Stage stage) {
    var isUp = stage.compareTo(Stage.ANSWERED) >= 0;
    return """
    {"h_entry":1,"h_id":%d,"call-id":"%s","state":%d,"variables":[{"from":"%s"},{"to":"%s"},\
    {"direction":"inbound"},{"started_ts":"%s"}%s]}\
    """
        .formatted(
            call.number(),
            call.uuid(),
            isUp ? 4 : 2,
            call.from(),
            call.to(),
            seconds(call.startedAt()),
            isUp ? ",{\"answered_ts\":\"" + seconds(call.at(Stage.ANSWERED)) + "\"}" : "");
  }

  /// The event of a stage, with the moments of those before it, as the shipped script writes it.
  static String event(PlayedCall call, Stage stage) {
    var word =
        switch (stage) {
          case STARTED -> "initiated";
          case RANG -> "ringing";
          case ANSWERED -> "answered";
          case ENDED -> call.ending().word();
        };
    var answered =
        stage == Stage.ENDED && call.has(Stage.ANSWERED)
            ? ",\"answered_ts\":\"" + seconds(call.at(Stage.ANSWERED)) + "\""
            : "";
    return """
    {"event":"%s","call_id":"%s","from":"%s","to":"%s","direction":"inbound","seq":%d,"ts":"%s",\
    "started_ts":"%s"%s}\
    """
        .formatted(
            word,
            call.uuid(),
            call.from(),
            call.to(),
            stage.ordinal() + 1,
            seconds(call.at(stage)),
            seconds(call.startedAt()),
            answered);
  }

  @Override
  void say(PlayedCall call, Stage stage) {
    var event = event(call, stage);
    for (var listener : listeners) {
      try {
        listener.write((event.length() + ":" + event + ",").getBytes(UTF_8));
      } catch (IOException _) {
        // That one has just died.
      }
    }
  }

  @Override
  String settings() {
    return "\"address\": \"%s\", \"rpc_url\": \"http://127.0.0.1:%d/RPC\""
        .formatted(evapi.endpoint(), rpc.getAddress().getPort());
  }

  @Override
  public void close() {
    evapi.close();
    rpc.stop(0);
  }
}
