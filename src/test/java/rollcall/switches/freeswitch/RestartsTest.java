package rollcall.switches.freeswitch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rollcall.inbox.InboxKind;
import rollcall.switches.LinkSettings;
import rollcall.switches.RecordingHost;
import rollcall.switches.RunningLink;

/// A FreeSWITCH that was started again: what becomes of the calls of the process before.
final class RestartsTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final String OLD = "00000000-0000-4000-8000-000000000001";
  private static final String NEW = "00000000-0000-4000-8000-000000000002";
  private static final LinkSettings SETTINGS =
      new LinkSettings(
          Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMillis(50), Duration.ofHours(1));

  private final FakeFreeSwitch pbx = new FakeFreeSwitch();
  private final RecordingHost host = new RecordingHost();
  private final EventSocketLink link =
      new EventSocketLink(pbx.endpoint(), Optional.empty(), FakeFreeSwitch.SECRET, SETTINGS);

  @AfterEach
  void close() {
    pbx.close();
  }

  private static Instant at(int seconds) {
    return START.plusSeconds(seconds);
  }

  private static String event(String name, String core, int seconds, String uuid) {
    return """
        {"Event-Name":"%s","Core-UUID":"%s","Event-Date-Timestamp":"%d000000","Unique-ID":"%s"}"""
        .formatted(name, core, at(seconds).getEpochSecond(), uuid);
  }

  private List<String> found() {
    return host.bodies(InboxKind.FINDING);
  }

  private List<String> events() {
    return host.bodies(InboxKind.FREESWITCH_EVENT);
  }

  private void awaitLists(int more) throws InterruptedException {
    var before = lists();
    RecordingHost.await(() -> lists() >= before + more);
  }

  private long lists() {
    return pbx.commands.stream().filter("api show channels as json"::equals).count();
  }

  /// A process that is heard until second 20, with a call.
  private void runOld() {
    pbx.status = "";
    pbx.say(event("CHANNEL_CREATE", OLD, 0, "a"));
    pbx.say(event("HEARTBEAT", OLD, 20, ""));
    pbx.hangUp();
    try (var running = RunningLink.start(link, host)) {
      running.end();
    }
  }

  @Test
  void theNextProcessHasNoneOfTheCallsOfTheOneBefore() throws Exception {
    runOld();
    host.open(
        RecordingHost.call("a", at(0)),
        RecordingHost.call("last", at(20).plusNanos(1_000)),
        RecordingHost.call("alive", at(0)),
        RecordingHost.call("young", at(80)));
    pbx.list(FakeFreeSwitch.rows(FakeFreeSwitch.row("alive", "alive")));
    pbx.say(event("HEARTBEAT", NEW, 80, ""));
    try (var _ = RunningLink.start(link, host)) {
      RecordingHost.await(() -> found().size() >= 2);
      awaitLists(2);
    }
    assertThat(found())
        .anyMatch(it -> it.contains("\"a\"") && it.contains(at(20).toString()))
        .anyMatch(it -> it.contains("\"last\"") && it.contains("00:00:20.000001Z"))
        .noneMatch(it -> it.contains("\"alive\"") || it.contains("\"young\""));
  }

  /// The events of a crash may wait to be kept when the next process is asked already.
  @Test
  void aCallOfTheProcessBeforeThatBecomesKnownLateEndsAsWell() throws Exception {
    runOld();
    pbx.say(event("HEARTBEAT", NEW, 80, ""));
    try (var _ = RunningLink.start(link, host)) {
      awaitLists(4);
      host.open(RecordingHost.call("a", at(0)));
      RecordingHost.await(() -> !found().isEmpty());
    }
    assertThat(found().getFirst()).contains("\"a\"", at(20).toString());
  }

  @Test
  void theDescriptionOfACallShowsTheNextProcessToo() throws Exception {
    runOld();
    host.open(RecordingHost.call("a", at(0)));
    pbx.list(FakeFreeSwitch.rows(FakeFreeSwitch.row("b", "b")));
    pbx.describe("b", event("CHANNEL_DATA", NEW, 80, "b"));
    try (var _ = RunningLink.start(link, host)) {
      RecordingHost.await(() -> !found().isEmpty());
    }
    assertThat(found().getFirst()).contains("\"a\"");
  }

  @Test
  void takesNoDescriptionOfTheProcessBefore() throws Exception {
    runOld();
    host.openUnknown();
    pbx.list(FakeFreeSwitch.rows(FakeFreeSwitch.row("b", "b"), FakeFreeSwitch.row("c", "c")));
    pbx.describe("b", event("CHANNEL_DATA", OLD, 81, "b"));
    pbx.describe("c", event("CHANNEL_DATA", NEW, 81, "c"));
    pbx.say(event("CHANNEL_CREATE", NEW, 80, "d"));
    try (var _ = RunningLink.start(link, host)) {
      RecordingHost.await(() -> events().stream().anyMatch(it -> it.contains("\"d\"")));
      host.open();
      awaitLists(4);
    }
    assertThat(events()).anyMatch(it -> it.contains("\"c\"")).noneMatch(it -> it.contains("\"b\""));
  }

  /// Two machines with one address, of which one stood in for the other.
  @Test
  void takesTheDescriptionsOfOneThatTakesOverAgain() throws Exception {
    runOld();
    pbx.say(event("CHANNEL_CREATE", NEW, 80, "d"));
    pbx.hangUp();
    try (var running = RunningLink.start(link, host)) {
      running.end();
    }
    pbx.list(FakeFreeSwitch.rows(FakeFreeSwitch.row("b", "b")));
    pbx.describe("b", event("CHANNEL_DATA", OLD, 120, "b"));
    pbx.say(event("HEARTBEAT", OLD, 110, ""));
    try (var _ = RunningLink.start(link, host)) {
      RecordingHost.await(() -> events().stream().anyMatch(it -> it.contains("\"b\"")));
    }
  }

  @Test
  void whatIsHeardLateOfTheProcessBeforeDoesNotBringItBack() throws Exception {
    runOld();
    host.open(RecordingHost.call("young", at(85)));
    pbx.say(event("HEARTBEAT", NEW, 80, ""));
    pbx.say(event("HEARTBEAT", NEW, 90, ""));
    pbx.say(event("CHANNEL_HANGUP_COMPLETE", OLD, 19, "a"));
    pbx.say(event("HEARTBEAT", NEW, 100, ""));
    try (var _ = RunningLink.start(link, host)) {
      RecordingHost.await(() -> events().size() == 2);
      awaitLists(4);
    }
    assertThat(found()).isEmpty();
  }

  @Test
  void aFirstConnectionEndsWhatIsOlderThanTheSwitch() throws Exception {
    host.open(RecordingHost.call("old", START), RecordingHost.call("young", Instant.now()));
    try (var _ = RunningLink.start(link, host)) {
      awaitLists(2);
    }
    assertThat(found()).isNotEmpty().allMatch(it -> it.contains("\"old\""));
  }
}
