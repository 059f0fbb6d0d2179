package rollcall.switches.asterisk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rollcall.switches.RecordingHost.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.inbox.InboxKind;
import rollcall.switches.FakeSwitch;
import rollcall.switches.LinkSettings;
import rollcall.switches.RecordingHost;
import rollcall.switches.RunningLink;

/// An Asterisk whose manager interface the test is.
final class ManagerLinkTest {
  private static final LinkSettings SETTINGS =
      new LinkSettings(
          Duration.ofSeconds(2),
          Duration.ofSeconds(3),
          Duration.ofMillis(25),
          Duration.ofMillis(60));
  private static final AmiSession.Credentials CREDENTIALS =
      new AmiSession.Credentials(FakeAsterisk.USER, FakeAsterisk.SECRET);
  private static final Instant LONG_AGO = Instant.parse("2026-03-01T12:00:00Z");
  private static final String HANGUP =
      "Event: Hangup\nTimestamp: 1795425731.5\nUniqueid: p-1.1\nLinkedid: p-1.1\n";

  private final RecordingHost host = new RecordingHost();

  private static String channel(String id, String call, int state) {
    return """
        Channel: PJSIP/1001-00000018
        ChannelState: %d
        CallerIDNum: 1001
        Context: internal
        Exten: 2002
        Uniqueid: %s
        Linkedid: %s
        Duration: 00:01:04
        """
        .formatted(state, id, call);
  }

  private static ManagerLink link(FakeAsterisk asterisk) {
    return new ManagerLink(asterisk.endpoint(), FakeAsterisk.USER, FakeAsterisk.SECRET, SETTINGS);
  }

  /// One that waits for no answer for long.
  private static ManagerLink impatient(FakeAsterisk asterisk) {
    return new ManagerLink(
        asterisk.endpoint(),
        FakeAsterisk.USER,
        FakeAsterisk.SECRET,
        new LinkSettings(
            Duration.ofMillis(400),
            SETTINGS.silence(),
            SETTINGS.resyncEvery(),
            SETTINGS.missingFor()));
  }

  /// One that lists its channels once.
  private static ManagerLink patient(FakeAsterisk asterisk) {
    return new ManagerLink(
        asterisk.endpoint(),
        FakeAsterisk.USER,
        FakeAsterisk.SECRET,
        new LinkSettings(
            SETTINGS.answerWithin(),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            SETTINGS.missingFor()));
  }

  private Optional<String> end(FakeAsterisk asterisk) {
    try (var running = RunningLink.start(link(asterisk), host)) {
      return running.end();
    }
  }

  private List<String> heard() {
    return host.bodies(InboxKind.ASTERISK_EVENT);
  }

  private List<String> over() {
    return host.bodies(InboxKind.FINDING);
  }

  private static void awaitLists(FakeAsterisk asterisk, int more) throws InterruptedException {
    var before = asterisk.listsAsked();
    await(() -> asterisk.listsAsked() >= before + more);
  }

  @Test
  void hearsTheEventsOfCallsAndNoOthers() throws Exception {
    try (var asterisk = new FakeAsterisk()) {
      try (var _ = RunningLink.start(link(asterisk), host)) {
        await(() -> !host.connections().isEmpty());
        awaitLists(asterisk, 1);
        asterisk.say("Event: SuccessfulAuth\nTimestamp: 1.5\nChallenge: x\n\n");
        asterisk.say("Event: VarSet\nTimestamp: 1.5\nUniqueid: p-1.1\nLinkedid: p-1.1\n\n\n\n");
        asterisk.say(
            "Event: NobodyKnows\n\nResponse: Success\nActionID: another\n\n" + HANGUP + "\n");
        await(() -> !heard().isEmpty());
      }
      assertThat(asterisk.actions.getFirst())
          .containsEntry("Action", "Login")
          .containsEntry("Events", "system,call,cdr");
    }
    assertThat(heard()).containsExactly(HANGUP);
    assertThat(host.connections()).containsExactly("Asterisk, manager interface 9.0.0");
    assertThat(host.notices()).isEmpty();
  }

  @Test
  void saysThatItsLoginIsRefusedAndNotTheSecret() {
    try (var asterisk = new FakeAsterisk();
        var running =
            RunningLink.start(
                new ManagerLink(asterisk.endpoint(), FakeAsterisk.USER, "wr0ng", SETTINGS), host)) {
      assertThat(running.end())
          .contains("It refused the login of rollcall: Authentication failed.");
    }
    assertThat(host.connections()).isEmpty();
  }

  @Test
  void provesThroughANetworkThatItHasTheSecretWithoutSendingIt() throws IOException {
    try (var asterisk = new FakeAsterisk()) {
      AmiSession.open(asterisk.endpoint(), CREDENTIALS, SETTINGS.answerWithin(), false).close();
      assertThat(asterisk.actions).hasSize(2).noneMatch(it -> it.containsKey("Secret"));
    }
    try (var asterisk = new FakeAsterisk()) {
      asterisk.answers = Map.of("Challenge", "Response: Error\nMessage: Permission denied\n\n");
      AmiSession.open(asterisk.endpoint(), CREDENTIALS, SETTINGS.answerWithin(), false).close();
      assertThat(asterisk.actions.getLast()).containsEntry("Secret", FakeAsterisk.SECRET);
    }
  }

  @Test
  void sendsNoValueThatCouldBeALineOfItsOwn() {
    var login = AmiAction.of("Login", "1");
    assertThatThrownBy(() -> login.with("Username", "a\r\nAction: Command"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("Command");
    assertThat(CREDENTIALS.toString()).doesNotContain(FakeAsterisk.SECRET);
  }

  @Test
  void saysWhatItIsNotConnectedTo() {
    try (var asterisk = new FakeAsterisk()) {
      asterisk.greeting = "SSH-2.0-OpenSSH_9.2";
      assertThat(end(asterisk))
          .contains("What answers at " + asterisk.endpoint() + " is no manager interface.");
    }
    try (var asterisk = new FakeAsterisk()) {
      asterisk.isMute = true;
      assertThat(end(asterisk)).contains(asterisk.endpoint() + " did not take the login in time.");
    }
    try (var closing = FakeSwitch.listen(_ -> {});
        var running =
            RunningLink.start(new ManagerLink(closing.endpoint(), "u", "s", SETTINGS), host)) {
      assertThat(running.end()).contains("It closed the connection without a greeting.");
    }
  }

  @Test
  void breaksWhenItHearsNothingThoughItAsks() throws Exception {
    var impatient =
        new LinkSettings(
            Duration.ofSeconds(2),
            Duration.ofMillis(300),
            Duration.ofSeconds(60),
            Duration.ofSeconds(30));
    try (var asterisk = new FakeAsterisk()) {
      try (var running =
          RunningLink.start(
              new ManagerLink(
                  asterisk.endpoint(), FakeAsterisk.USER, FakeAsterisk.SECRET, impatient),
              host)) {
        Thread.sleep(900);
        assertThat(running.isRunning()).isTrue();
        asterisk.isMute = true;
        assertThat(running.end()).contains("It said nothing for too long, though it was asked.");
      }
    }
  }

  @Test
  void describesAllChannelsAtFirstAndLaterThoseOfCallsThatAreNotKnown() throws Exception {
    try (var asterisk = new FakeAsterisk()) {
      asterisk.channels =
          List.of(
              channel("p-1.1", "p-1.1", 4), channel("p-1.2", "p-1.1", 5), channel("p-1.3", "x", 6));
      host.open(RecordingHost.call("p-1.1", LONG_AGO), RecordingHost.call("p-2.1", LONG_AGO));
      try (var _ = RunningLink.start(link(asterisk), host)) {
        awaitLists(asterisk, 4);
        assertThat(heard()).hasSize(2).allMatch(row -> row.contains("Linkedid: p-1.1"));
        assertThat(heard()).allMatch(row -> row.startsWith("Timestamp: "));

        asterisk.channels = List.of(channel("p-2.1", "p-2.1", 6), channel("p-3.1", "p-3.1", 6));
        await(() -> heard().size() > 3);
        assertThat(heard().subList(2, heard().size())).allMatch(row -> row.contains("p-3.1"));
      }
    }
  }

  @Test
  void endsCallsThatListAfterListDoesNotHave() throws Exception {
    try (var asterisk = new FakeAsterisk()) {
      asterisk.channels = List.of(channel("p-1.2", "p-1.1", 6), channel("p-2.1", "p-1.1", 6));
      host.open(
          RecordingHost.call("p-1.1", LONG_AGO.plusSeconds(1)),
          RecordingHost.call("p-2.1", LONG_AGO.plusSeconds(2)),
          RecordingHost.call("gone", LONG_AGO.plusSeconds(3)));
      asterisk.uptimeSeconds = Duration.ofDays(10_000).toSeconds();
      try (var _ = RunningLink.start(link(asterisk), host)) {
        await(() -> !over().isEmpty());
      }
    }
    assertThat(over())
        .containsOnly(
            "{\"call_uuid\":\"gone\",\"last_alive_at\":\"2026-03-01T12:00:03Z\",\"how\":\"resync\"}");
  }

  @Test
  void endsAtOnceWhatAnAsteriskCannotHaveThatWasJustStarted() throws Exception {
    try (var asterisk = new FakeAsterisk()) {
      var now = host.clock().instant();
      asterisk.uptimeSeconds = 20;
      asterisk.listEnd = "";
      host.open(
          RecordingHost.call("before", now.minusSeconds(60)),
          RecordingHost.call("since", now.minusSeconds(10)));
      try (var _ = RunningLink.start(link(asterisk), host)) {
        await(() -> !over().isEmpty());
        awaitLists(asterisk, 4);
      }
    }
    assertThat(over()).singleElement().asString().contains("\"before\"");
  }

  @Test
  void aCallWentOnUntilAsteriskWasLastHeardBeforeItWasRestarted() throws Exception {
    try (var asterisk = new FakeAsterisk()) {
      var link = link(asterisk);
      asterisk.answers =
          Map.of("Ping", "Response: Success\n{id}Ping: Pong\nTimestamp: 1795425000.5\n\n");
      try (var _ = RunningLink.start(link, host)) {
        awaitLists(asterisk, 3);
      }
      asterisk.answers =
          Map.of("Ping", "Response: Success\n{id}Ping: Pong\nTimestamp: 1795425100.5\n\n");
      asterisk.uptimeSeconds = 10;
      asterisk.listEnd = "";
      host.open(RecordingHost.call("quiet", Instant.ofEpochSecond(1_795_420_000)));
      try (var _ = RunningLink.start(link, host)) {
        await(() -> !over().isEmpty());
      }
    }
    assertThat(over()).first().asString().contains("\"last_alive_at\":\"2026-11-23T09:10:00.5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EventList: Complete\nListItems: 2\n",
        "EventList: Complete\nListItems: x\n",
        "EventList: Cancelled\nListItems: %d\n",
        "ListItems: %d\n",
        "EventList: Complete\n"
      })
  void concludesNothingFromAListThatIsNotWhole(String end) throws Exception {
    try (var asterisk = new FakeAsterisk()) {
      asterisk.uptimeSeconds = Duration.ofDays(10_000).toSeconds();
      asterisk.channels = List.of(channel("p-9.1", "p-9.1", 6));
      asterisk.listEnd = end;
      host.open(RecordingHost.call("gone", LONG_AGO));
      try (var _ = RunningLink.start(link(asterisk), host)) {
        awaitLists(asterisk, 6);
      }
    }
    assertThat(over()).isEmpty();
    assertThat(heard()).isEmpty();
    assertThat(host.notices())
        .containsExactly("A list of channels was not whole, and no call ends for that.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Response: Error\n{id}Message: Permission denied\n\n",
        "Response: Success\n{id}EventList: start\n\nEvent: CoreShowChannel\n{id}Uniqueid: a\n\n"
      })
  void concludesNothingFromAListThatDoesNotCome(String answer) throws Exception {
    try (var asterisk = new FakeAsterisk()) {
      asterisk.uptimeSeconds = Duration.ofDays(10_000).toSeconds();
      asterisk.answers = Map.of("CoreShowChannels", answer);
      host.open(RecordingHost.call("gone", LONG_AGO));
      try (var running = RunningLink.start(impatient(asterisk), host)) {
        awaitLists(asterisk, 3);
        assertThat(running.isRunning()).isTrue();
      }
    }
    assertThat(over()).isEmpty();
    assertThat(host.notices()).singleElement().asString().contains("no call ends for that");
  }

  @Test
  void givesEventsTheTimeOfTheirArrivalWhereTheyHaveNone() throws Exception {
    try (var asterisk = new FakeAsterisk();
        var _ = RunningLink.start(link(asterisk), host)) {
      await(() -> !host.connections().isEmpty());
      awaitLists(asterisk, 1);
      asterisk.say("Event: Hangup\nUniqueid: a\nLinkedid: a\n\n");
      asterisk.say("Event: Hangup\nUniqueid: b\nLinkedid: b\n\n");
      await(() -> heard().size() == 2);
    }
    assertThat(heard().getFirst())
        .matches("Timestamp: \\d+\\.\\d{6}\nEvent: Hangup\nUniqueid: a\nLinkedid: a\n");
    assertThat(host.notices()).singleElement().asString().contains("timestampevents=yes");
  }

  @Test
  void takesNoTextOfACallerForALineOfTheSwitch() throws Exception {
    try (var asterisk =
            new FakeAsterisk(
                ("Event: Hangup\r\nTimestamp: 1.5\r\nCallerIDName: x\nUniqueid: evil\n\n"
                        + "Event: Hangup\rLinkedid: evil\r\nUniqueid: a\r\nLinkedid: a\r\n\r\n")
                    .getBytes(UTF_8));
        var _ = RunningLink.start(link(asterisk), host)) {
      await(() -> !heard().isEmpty());
    }
    assertThat(heard())
        .containsExactly(
            "Event: Hangup\nTimestamp: 1.5\nCallerIDName: x Uniqueid: evil  Event: Hangup"
                + " Linkedid: evil\nUniqueid: a\nLinkedid: a\n");
  }

  @Test
  void readsNoMessageWithoutEnd() {
    try (var asterisk =
        new FakeAsterisk(("Event: " + "x".repeat(AmiReader.MOST_BYTES)).getBytes(UTF_8))) {
      assertThat(end(asterisk)).contains("A message is longer than 262144 bytes.");
    }
    try (var asterisk = new FakeAsterisk("a: b\r\n".repeat(1_001).getBytes(UTF_8))) {
      assertThat(end(asterisk)).contains("A message has more than 1000 lines.");
    }
  }

  @Test
  void takesNoListWithoutEnd() throws Exception {
    var row =
        "Event: CoreShowChannel\r\nActionID: channels-1\r\nUniqueid: a\r\nLinkedid: a\r\nX: "
            + "x".repeat(AmiReader.MOST_BYTES / 2)
            + "\r\n\r\n";
    try (var asterisk = new FakeAsterisk()) {
      asterisk.answers = Map.of("CoreShowChannels", "");
      try (var running = RunningLink.start(patient(asterisk), host)) {
        await(() -> asterisk.listsAsked() > 0);
        for (var sent = 0; sent < ChannelList.MOST_BYTES && running.isRunning(); ) {
          asterisk.sayBytes(row.getBytes(UTF_8));
          sent += AmiReader.MOST_BYTES / 2;
        }
        assertThat(running.end()).contains("A list of channels has more than 33554432 bytes.");
      }
    }
  }

  @Test
  void tellsOfAnEndInTheMiddleAndOfOneInOrder() {
    try (var asterisk = new FakeAsterisk("Event: Hang".getBytes(UTF_8), new byte[0])) {
      assertThat(end(asterisk)).contains("The connection ended in the middle of a message.");
    }
    try (var asterisk =
        new FakeAsterisk(
            FakeAsterisk.wire("Event: Shutdown\nShutdown: Cleanly\n\n"), new byte[0])) {
      assertThat(end(asterisk)).isEmpty();
    }
    assertThat(host.notices()).containsExactly("Asterisk says that it shuts down.");
  }

  @Test
  void endsSoonWhenItIsInterrupted() throws InterruptedException {
    try (var asterisk = new FakeAsterisk()) {
      var running = RunningLink.start(link(asterisk), host);
      await(() -> !host.connections().isEmpty());
      running.close();
      assertThat(running.end()).contains("interrupted");
    }
  }

  @Test
  void canBeProbed() throws Exception {
    try (var asterisk = new FakeAsterisk()) {
      asterisk.channels = List.of(channel("p-1.1", "p-1.1", 6));
      assertThat(link(asterisk).probe())
          .containsExactly(
              "Asterisk with manager interface 9.0.0 takes the login of rollcall.",
              "It lists its channels, 1 now.");
      asterisk.answers =
          Map.of("CoreShowChannels", "Response: Error\n{id}Message: Permission denied\n\n");
      assertThatThrownBy(() -> link(asterisk).probe())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Permission denied; the user needs write = reporting");
    }
  }
}
