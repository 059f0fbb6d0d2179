package rollcall.switches.kamailio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.inbox.InboxKind;
import rollcall.switches.FakeSwitch;
import rollcall.switches.LinkSettings;
import rollcall.switches.RecordingHost;
import rollcall.switches.RunningLink;

/// A Kamailio that answers JSON-RPC over HTTP, made by the test.
final class DialogListLinkTest {
  private static final LinkSettings SETTINGS =
      new LinkSettings(
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofMillis(20),
          Duration.ofMillis(50));
  private static final Instant LONG_AGO = Instant.parse("2026-03-01T12:00:00Z");

  private final RecordingHost host = new RecordingHost();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile String answer = list();
  private volatile int status = 200;
  private volatile Duration delay = Duration.ZERO;
  private HttpServer kamailio;

  @BeforeEach
  void start() throws IOException {
    kamailio = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    kamailio.createContext(
        "/RPC",
        exchange -> {
          try (exchange) {
            requests.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            var body = answer.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body, 0, body.length / 2);
            exchange.getResponseBody().flush();
            Thread.sleep(delay);
            exchange.getResponseBody().write(body, body.length / 2, body.length - body.length / 2);
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        });
    kamailio.start();
  }

  @AfterEach
  void stop() {
    kamailio.stop(0);
  }

  private static String list(String... dialogs) {
    return Arrays.stream(dialogs)
        .collect(Collectors.joining(",", "{\"jsonrpc\":\"2.0\",\"result\":[", "],\"id\":1}"));
  }

  private static String dialog(String callId, int state) {
    return "{\"h_entry\":1,\"h_id\":2,\"call-id\":\"%s\",\"state\":%d,\"init_ts\":1795425051}"
        .formatted(callId, state);
  }

  private RunningLink run() {
    return RunningLink.start(link(), host);
  }

  private DialogListLink link() {
    return new DialogListLink(rpc(), SETTINGS);
  }

  private URI rpc() {
    return URI.create("http://127.0.0.1:" + kamailio.getAddress().getPort() + "/RPC");
  }

  private void awaitRequests(int more) throws InterruptedException {
    var before = requests.size();
    RecordingHost.await(() -> requests.size() >= before + more);
  }

  private List<String> described() {
    return host.bodies(InboxKind.KAMAILIO).stream()
        .map(body -> body.replaceAll(".*\"dialog\":\"([^\"]*)\".*", "$1"))
        .toList();
  }

  private List<String> over() {
    return host.bodies(InboxKind.FINDING);
  }

  @Test
  void describesAllDialogsAtFirstAndLaterThoseThatAreNotKnown() throws InterruptedException {
    answer = list(dialog("known", 4), dialog("new", 1), dialog("over", 5));
    host.open(RecordingHost.call("known", LONG_AGO), RecordingHost.call("later", LONG_AGO));
    try (var _ = run()) {
      awaitRequests(3);
      var described = described();
      assertThat(described.subList(0, 2)).containsExactly("known", "new");
      assertThat(described.subList(2, described.size())).containsOnly("new");

      answer = list(dialog("known", 4), dialog("later", 2));
      awaitRequests(3);
      assertThat(described()).doesNotContain("later", "over");
    }
    assertThat(host.connections()).containsExactly("a Kamailio with 2 dialogs");
    assertThat(requests).containsOnly("{\"jsonrpc\":\"2.0\",\"method\":\"dlg.list\",\"id\":1}");
  }

  /// The events of the switch were away, say, and may have told of an answer.
  @Test
  void describesAllDialogsOnceMoreWhenItIsTold() throws InterruptedException {
    answer = list(dialog("known", 4), dialog("too", 4));
    host.open(RecordingHost.call("known", LONG_AGO), RecordingHost.call("too", LONG_AGO));
    var link = link();
    try (var _ = RunningLink.start(link, host)) {
      awaitRequests(3);
      assertThat(described()).containsExactly("known", "too");

      answer = "nonsense";
      link.describeAll();
      awaitRequests(3);
      answer = list(dialog("known", 4), dialog("too", 4));
      awaitRequests(3);
    }
    assertThat(described()).containsExactly("known", "too", "known", "too");
  }

  @Test
  void endsCallsThatListAfterListDoesNotHave() throws InterruptedException {
    answer = list(dialog("alive", 4), dialog("deleted", 5));
    host.open(
        RecordingHost.call("alive", LONG_AGO),
        RecordingHost.call("deleted", LONG_AGO),
        RecordingHost.call("gone", LONG_AGO));
    try (var _ = run()) {
      RecordingHost.await(() -> over().size() >= 2);
    }
    assertThat(over().subList(0, 2))
        .containsExactly(
            "{\"call_uuid\":\"deleted\",\"last_alive_at\":\"2026-03-01T12:00:00Z\",\"how\":\"resync\"}",
            "{\"call_uuid\":\"gone\",\"last_alive_at\":\"2026-03-01T12:00:00Z\",\"how\":\"resync\"}");
    assertThat(over()).noneMatch(finding -> finding.contains("alive\","));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "not json",
        "{\"jsonrpc\":\"2.0\",\"result\":[",
        "{\"jsonrpc\":\"2.0\",\"result\":[]} {}",
        "{\"jsonrpc\":\"2.0\",\"result\":{},\"id\":1}",
        "{\"jsonrpc\":\"2.0\",\"result\":[1],\"id\":1}",
        "{\"jsonrpc\":\"2.0\",\"result\":[{\"state\":4}],\"id\":1}",
        "{\"jsonrpc\":\"2.0\",\"result\":[{\"call-id\":\"a\"}],\"id\":1}",
        "{\"jsonrpc\":\"2.0\",\"result\":[{\"call-id\":\"a\",\"state\":7}],\"id\":1}",
        "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32000,\"message\":\"Execution Error\"},\"id\":1}"
      })
  void concludesNothingFromWhatIsNoList(String strange) throws InterruptedException {
    host.open(RecordingHost.call("gone", LONG_AGO));
    answer = strange;
    try (var link = run()) {
      assertThat(link.end()).hasValueSatisfying(why -> assertThat(why).endsWith("."));
    }
    assertThat(host.connections()).isEmpty();

    answer = list(dialog("gone", 4));
    try (var link = run()) {
      awaitRequests(1);
      answer = strange;
      awaitRequests(6);
      assertThat(link.isRunning()).isTrue();
    }
    assertThat(over()).isEmpty();
    assertThat(host.notices())
        .singleElement()
        .satisfies(notice -> assertThat(notice).startsWith("The dialogs cannot be listed"));
  }

  @Test
  void concludesNothingFromAnError() throws InterruptedException {
    host.open(RecordingHost.call("gone", LONG_AGO));
    try (var _ = run()) {
      RecordingHost.await(() -> !host.connections().isEmpty());
      status = 500;
      awaitRequests(1);
      host.messages().clear();
      awaitRequests(6);
    }
    assertThat(over()).isEmpty();
    assertThat(host.notices())
        .containsExactly(
            "The dialogs cannot be listed, and no call ends for that. The answer has the status 500.");
  }

  @Test
  void concludesNothingWhileItIsNotKnownWhichCallsAreOpen() throws InterruptedException {
    answer = list(dialog("alive", 4));
    host.openUnknown();
    try (var _ = run()) {
      awaitRequests(5);
    }
    assertThat(over()).isEmpty();
    assertThat(described()).containsExactly("alive");
  }

  @Test
  void endsWhenNobodyAnswers() throws InterruptedException {
    try (var link = run()) {
      awaitRequests(2);
      kamailio.stop(0);
      // It may have been stopped in the middle of an answer.
      assertThat(link.end())
          .hasValueSatisfying(why -> assertThat(why).contains(rpc().toString()).endsWith("."));
    }
  }

  @Test
  void waitsForNoAnswerThatDoesNotArriveWhole() {
    delay = Duration.ofSeconds(3);
    try (var link = run()) {
      assertThat(link.end()).contains(rpc() + " does not answer.");
    }
  }

  @Test
  void readsNoAnswerWithoutEnd() {
    answer = " ".repeat(DialogRequest.MOST_BYTES + 1);
    try (var link = run()) {
      assertThat(link.end()).hasValueSatisfying(why -> assertThat(why).contains("cannot be asked"));
    }
  }

  @Test
  void canBeProbed() throws Exception {
    answer = list(dialog("a", 4));
    assertThat(new DialogListLink(rpc(), SETTINGS).probe())
        .containsExactly(rpc() + " lists 1 dialog.");
    var nobody = URI.create("http://" + FakeSwitch.nobody() + "/RPC");
    assertThatThrownBy(() -> new DialogListLink(nobody, SETTINGS).probe())
        .isInstanceOf(IOException.class)
        .hasMessage("Nobody listens at " + nobody + ".");
  }
}
