package rollcall.switches.freeswitch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.inbox.InboxKind;
import rollcall.ingest.Delivery;
import rollcall.switches.Link;
import rollcall.switches.LinkSettings;
import rollcall.switches.RecordingHost;
import rollcall.switches.RunningLink;

final class EventSocketLinkTest {
  private static final LinkSettings SETTINGS =
      new LinkSettings(
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofMillis(100),
          Duration.ofMillis(150));
  private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");
  private static final String CORE = UUID.randomUUID().toString();

  private final FakeFreeSwitch pbx = new FakeFreeSwitch();
  private final RecordingHost host = new RecordingHost();

  @AfterEach
  void close() {
    pbx.close();
  }

  private Link link() {
    return link(Optional.empty(), FakeFreeSwitch.SECRET, SETTINGS);
  }

  private Link link(Optional<String> user, String secret, LinkSettings settings) {
    return new EventSocketLink(pbx.endpoint(), user, secret, settings);
  }

  private RunningLink run() {
    return RunningLink.start(link(), host);
  }

  private static String event(String name, String core, Instant at, String uuid) {
    return """
        {"Event-Name":"%s","Core-UUID":"%s","Event-Date-Timestamp":"%d000000","Unique-ID":"%s"}"""
        .formatted(name, core, at.getEpochSecond(), uuid);
  }

  private List<String> heard() {
    return host.bodies(InboxKind.FREESWITCH_EVENT);
  }

  private List<String> found() {
    return host.bodies(InboxKind.FINDING);
  }

  private void awaitLists(int more) throws InterruptedException {
    var before = lists();
    RecordingHost.await(() -> lists() >= before + more);
  }

  private long lists() {
    return pbx.commands.stream().filter("api show channels as json"::equals).count();
  }

  @Test
  void logsInSubscribesAndHearsEvents() throws Exception {
    try (var running = run()) {
      pbx.say(event("CHANNEL_CREATE", CORE, LONG_AGO, "a"));
      pbx.say(FakeFreeSwitch.frame("log/data", "Event-Name: CHANNEL_CREATE"));
      pbx.say(event("HEARTBEAT", CORE, LONG_AGO, ""));
      pbx.say(
          FakeFreeSwitch.frame("text/event-plain", "Event-Name: CHANNEL_ANSWER\nUnique-ID: a\n"));
      RecordingHost.await(() -> heard().size() == 2);
      RecordingHost.await(() -> !host.connections().isEmpty());
      assertThat(running.isRunning()).isTrue();
    }
    assertThat(heard().getFirst()).contains("CHANNEL_CREATE");
    assertThat(heard().getLast()).contains("CHANNEL_ANSWER");
    assertThat(host.connections()).containsExactly("FreeSWITCH 1.10.12-release, up 1 h 2 min");
    assertThat(pbx.commands.getFirst()).startsWith("event json CHANNEL_CREATE ");
  }

  @Test
  void endsInOrderWhenTheSwitchSaysGoodbye() {
    try (var running = run()) {
      pbx.say(FakeFreeSwitch.frame("text/disconnect-notice", "The system is being shut down.\n"));
      pbx.hangUp();
      assertThat(running.end()).isEmpty();
    }
    assertThat(host.notices()).containsExactly("It says goodbye: The system is being shut down.");
  }

  @Test
  void breaksOnAFrameThatIsCut() {
    var frame =
        FakeFreeSwitch.frame("text/event-json", event("CHANNEL_CREATE", CORE, LONG_AGO, "a"));
    for (var length : List.of(1, 17, frame.length - 1)) {
      try (var running = run()) {
        pbx.say(Arrays.copyOf(frame, length));
        pbx.hangUp();
        assertThat(running.end()).hasValueSatisfying(it -> assertThat(it).contains("middle"));
      }
    }
    assertThat(heard()).isEmpty();
  }

  @Test
  void breaksOnLinesThatAreCut() {
    pbx.say("Content-Type: log/data\n".getBytes(UTF_8));
    pbx.hangUp();
    try (var running = run()) {
      assertThat(running.end()).hasValueSatisfying(it -> assertThat(it).contains("middle"));
    }
  }

  @Test
  void endsInOrderAfterEmptyLines() {
    pbx.say("\n\r\n\n".getBytes(UTF_8));
    pbx.hangUp();
    try (var running = run()) {
      assertThat(running.end()).isEmpty();
    }
  }

  @Test
  void hearsWhatComesInSingleBytes() throws Exception {
    var event = event("CHANNEL_CREATE", CORE, LONG_AGO, "ä");
    var settings =
        new LinkSettings(
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            Duration.ofSeconds(30));
    try (var _ = RunningLink.start(link(Optional.empty(), FakeFreeSwitch.SECRET, settings), host)) {
      RecordingHost.await(() -> lists() == 1);
      Thread.sleep(50); // the answer, which may not come between the bytes of a frame
      for (var octet : FakeFreeSwitch.frame("text/event-json", event)) {
        pbx.say(new byte[] {octet});
      }
      RecordingHost.await(() -> heard().equals(List.of(event)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 99999999\nContent-Type: text/event-json\n\n",
        "Content-Length: -1\nContent-Type: text/event-json\n\n",
        "Content-Length: x\nContent-Type: text/event-json\n\n",
        "Content-Length: 1 2\nContent-Type: api/response\n\n",
        "Content-Length: 9999999999999999999\nContent-Type: log/data\n\n"
      })
  void breaksOnAFrameOfNoGoodLength(String text) {
    try (var running = run()) {
      pbx.say(text.getBytes(UTF_8));
      assertThat(running.end()).hasValueSatisfying(it -> assertThat(it).contains("the length"));
    }
  }

  @Test
  void breaksOnLinesWithoutEnd() {
    try (var running = run()) {
      pbx.say("x".repeat(Frames.MOST_FIELD_BYTES + 1).getBytes(UTF_8));
      assertThat(running.end()).hasValueSatisfying(it -> assertThat(it).contains("no frame"));
    }
  }

  @Test
  void breaksAfterSilence() {
    var settings =
        new LinkSettings(
            Duration.ofSeconds(5),
            Duration.ofMillis(300),
            Duration.ofSeconds(60),
            Duration.ofSeconds(30));
    try (var running =
        RunningLink.start(link(Optional.empty(), FakeFreeSwitch.SECRET, settings), host)) {
      assertThat(running.end()).contains("It said nothing for too long.");
    }
  }

  @Test
  void describesAllCallsAtFirstAndLaterThoseThatAreNotKnown() throws Exception {
    pbx.list(
        FakeFreeSwitch.rows(
            FakeFreeSwitch.row("a", "a"),
            FakeFreeSwitch.row("b", "a"),
            FakeFreeSwitch.row("c", "")));
    pbx.describe("a", event("CHANNEL_DATA", CORE, LONG_AGO, "a"));
    pbx.describe("c", event("CHANNEL_DATA", CORE, LONG_AGO, "c"));
    host.open(RecordingHost.call("a", LONG_AGO));
    try (var _ = run()) {
      awaitLists(4);
    }
    var heard = heard();
    assertThat(heard.subList(0, 2)).first().asString().contains("\"a\"");
    assertThat(heard.subList(1, heard.size())).allMatch(it -> it.contains("\"c\""));
    assertThat(found()).isEmpty();
  }

  @Test
  void endsCallsThatItHasNoMore() throws Exception {
    pbx.status = "";
    host.open(RecordingHost.call("gone", LONG_AGO), RecordingHost.call("x\r\n", LONG_AGO));
    try (var _ = run()) {
      RecordingHost.await(
          () -> Stream.of("\"gone\"", "\"x\\r\\n\"").allMatch(found().toString()::contains));
    }
    assertThat(found()).allSatisfy(it -> assertThat(it).contains("2026-01-01T00:00:00Z", "resync"));
    assertThat(pbx.commands).contains("api uuid_exists gone").noneMatch(it -> it.contains("\r"));
  }

  @Test
  void endsNoCallOfWhichItDoesNotSayWhetherItHasIt() throws Exception {
    pbx.status = "";
    pbx.exists = "-ERR permission denied\n";
    host.open(RecordingHost.call("there", LONG_AGO));
    try (var _ = run()) {
      RecordingHost.await(() -> host.notices().toString().contains("permission denied"));
      awaitLists(2);
    }
    assertThat(found()).isEmpty();
  }

  @Test
  void isMadeAnewWhenAnErrorEndsTheAsking() {
    host.whenAsked(
        () -> {
          throw new StackOverflowError("made by the test");
        });
    try (var running = run()) {
      assertThat(running.end())
          .hasValueSatisfying(it -> assertThat(it).contains("cannot be asked"));
    }
  }

  @Test
  void endsNoCallThatItHasByName() throws Exception {
    pbx.status = "";
    pbx.exists = "true";
    host.open(RecordingHost.call("there", LONG_AGO));
    try (var _ = run()) {
      RecordingHost.await(() -> pbx.commands.contains("api uuid_exists there"));
      awaitLists(2);
    }
    assertThat(found()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-ERR permission denied\n",
        "{}",
        "{\"rows\":[]}",
        "{\"row_count\":1}",
        "{\"row_count\":2,\"rows\":[{\"uuid\":\"a\"}]}",
        "{\"row_count\":1,\"rows\":[{\"uuid\":\"a\"}",
        "{\"row_count\":1,\"rows\":[{}]}",
        "{\"row_count\":\"0\"}",
        "[]"
      })
  void concludesNothingFromWhatIsNoWholeList(String answer) throws Exception {
    pbx.list(answer);
    host.open(RecordingHost.call("gone", LONG_AGO));
    try (var running = run()) {
      awaitLists(6);
      assertThat(running.isRunning()).isTrue();
    }
    assertThat(found()).isEmpty();
    assertThat(host.notices()).hasSize(1);
  }

  @Test
  void concludesNothingWhileItIsNotKnownWhichCallsGoOn() throws Exception {
    host.openUnknown();
    try (var _ = run()) {
      awaitLists(6);
    }
    assertThat(found()).isEmpty();
  }

  @Test
  void callsFromBeforeTheSwitchBeganAreOverAtOnce() throws Exception {
    host.open(RecordingHost.call("old", LONG_AGO), RecordingHost.call("young", Instant.now()));
    try (var _ = run()) {
      awaitLists(2);
    }
    assertThat(found()).isNotEmpty().allMatch(it -> it.contains("\"old\""));
  }

  @Test
  void passesOverAnEventThatIsTooLong() throws Exception {
    try (var running = run()) {
      pbx.say(" ".repeat(Delivery.MOST_BYTES + 1));
      pbx.say(event("CHANNEL_CREATE", CORE, LONG_AGO, "a"));
      RecordingHost.await(() -> heard().size() == 1);
      assertThat(running.isRunning()).isTrue();
    }
    assertThat(host.notices()).hasSize(1);
  }

  @Test
  void isNotGivenUpWhenWeAreTooSlowToReadItsAnswer() throws Exception {
    var settings =
        new LinkSettings(
            Duration.ofMillis(300),
            Duration.ofSeconds(5),
            Duration.ofMillis(50),
            Duration.ofSeconds(30));
    host.holdUp();
    pbx.say(event("CHANNEL_CREATE", CORE, LONG_AGO, "a"));
    try (var running =
        RunningLink.start(link(Optional.empty(), FakeFreeSwitch.SECRET, settings), host)) {
      Thread.sleep(1_200);
      assertThat(heard()).isEmpty();
      assertThat(running.isRunning()).isTrue();
      host.goOn();
      awaitLists(3);
      assertThat(running.isRunning()).isTrue();
    }
    assertThat(heard()).hasSize(1);
  }

  @Test
  void breaksWhenItDoesNotAnswerThoughItSpeaks() throws Exception {
    var settings =
        new LinkSettings(
            Duration.ofMillis(300),
            Duration.ofSeconds(5),
            Duration.ofMillis(50),
            Duration.ofSeconds(30));
    pbx.isMute = true;
    try (var running =
        RunningLink.start(link(Optional.empty(), FakeFreeSwitch.SECRET, settings), host)) {
      while (running.isRunning()) {
        pbx.say(event("HEARTBEAT", CORE, LONG_AGO, ""));
        Thread.sleep(20);
      }
      assertThat(running.end()).contains("It did not answer to status.");
    }
  }

  @Test
  void passesOverAnAnswerThatNobodyAskedFor() throws Exception {
    pbx.say(FakeFreeSwitch.frame("api/response", "{\"row_count\":1}"));
    pbx.say(FakeFreeSwitch.frame("log/data", "2026-01-01 [INFO] a line\n"));
    pbx.say(FakeFreeSwitch.frame("text/of-2030", "{}"));
    pbx.say(event("CHANNEL_CREATE", CORE, LONG_AGO, "a"));
    try (var running = run()) {
      RecordingHost.await(() -> heard().size() == 1);
      awaitLists(2);
      assertThat(running.isRunning()).isTrue();
    }
  }

  @Test
  void saysGoodbyeInALineOfBoundedLength() throws Exception {
    pbx.say(
        FakeFreeSwitch.frame(
            "text/disconnect-notice", "Bye\n\u001b[31m\u202e\u0000now" + "!".repeat(5_000)));
    pbx.hangUp();
    try (var running = run()) {
      running.end();
    }
    assertThat(host.notices())
        .singleElement()
        .asString()
        .startsWith("It says goodbye: Bye [31m now!!!")
        .hasSizeLessThan(250);
  }

  @Test
  void describesBothOfTwoCallsThatAProgramBridged() throws Exception {
    pbx.list(FakeFreeSwitch.rows(FakeFreeSwitch.row("a", "b"), FakeFreeSwitch.row("b", "b")));
    pbx.describe("a", event("CHANNEL_DATA", CORE, LONG_AGO, "a"));
    pbx.describe("b", event("CHANNEL_DATA", CORE, LONG_AGO, "b"));
    try (var _ = run()) {
      RecordingHost.await(() -> heard().stream().anyMatch(it -> it.contains("\"a\"")));
      awaitLists(3);
    }
    assertThat(heard().stream().filter(it -> it.contains("\"a\""))).hasSize(1);
    assertThat(heard()).anyMatch(it -> it.contains("\"b\""));
  }

  @Test
  void describesNoMoreAtOnceThanIsBearable() throws Exception {
    var rows =
        IntStream.range(0, Inquiry.MOST_DESCRIBED + 3)
            .mapToObj(i -> FakeFreeSwitch.row("c" + i, "other"))
            .toArray(String[]::new);
    pbx.list(FakeFreeSwitch.rows(rows));
    try (var _ = run()) {
      RecordingHost.await(() -> lists() >= 3);
    }
    var secondList = indexOfList(pbx.commands, 2);
    var thirdList = indexOfList(pbx.commands, 3);
    assertThat(dumps(pbx.commands.subList(0, secondList))).isEqualTo(Inquiry.MOST_DESCRIBED);
    assertThat(dumps(pbx.commands.subList(secondList, thirdList))).isEqualTo(3);
  }

  private static int indexOfList(List<String> commands, int which) {
    return IntStream.range(0, commands.size())
        .filter(i -> commands.get(i).equals("api show channels as json"))
        .skip(which - 1)
        .findFirst()
        .orElseThrow();
  }

  private static long dumps(List<String> commands) {
    return commands.stream().filter(it -> it.startsWith("api uuid_dump ")).count();
  }

  @Test
  void saysThatItDoesNotDescribeItsCalls() throws Exception {
    pbx.list(FakeFreeSwitch.rows(FakeFreeSwitch.row("a", "a"), FakeFreeSwitch.row("b", "b")));
    pbx.describe("a", "-ERR permission denied\n");
    pbx.describe("b", "-ERR permission denied\n");
    try (var _ = run()) {
      awaitLists(3);
    }
    assertThat(host.notices())
        .containsExactly("It does not describe its channels: -ERR permission denied");
  }

  @Test
  @Timeout(10)
  void aProbeFailsWhenTheConnectionIsClosedMeanwhile() {
    pbx.isMute = true;
    pbx.hangUp();
    assertThatThrownBy(link()::probe)
        .isInstanceOf(IOException.class)
        .hasMessage("It closed the connection.");
  }

  @Test
  void probesWhatItFinds() throws Exception {
    var link =
        new EventSocketLink(pbx.endpoint(), Optional.empty(), FakeFreeSwitch.SECRET, SETTINGS);
    assertThat(link.probe())
        .containsExactly(
            "FreeSWITCH 1.10.12-release, up 1 h 2 min, with 0 channels, sends events.");
    var wrong = new EventSocketLink(pbx.endpoint(), Optional.empty(), "x", SETTINGS);
    assertThatThrownBy(wrong::probe)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("refuses");
  }
}
