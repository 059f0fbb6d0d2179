package rollcall.switches.freeswitch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rollcall.calls.ReplayedCalls;
import rollcall.inbox.InboxKind;
import rollcall.ingest.Feed;
import rollcall.switches.LinkSettings;
import rollcall.switches.RecordingHost;
import rollcall.switches.RunningLink;

/// What a real FreeSWITCH said while calls were made, over a real connection.
final class ScenariosTest {
  private static final Feed FEED = Feed.FREESWITCH_EVENTS;
  private static final String LAST = "{\"Event-Name\":\"CHANNEL_DESTROY\",\"Unique-ID\":\"last\"}";
  private static final LinkSettings SETTINGS =
      new LinkSettings(
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30));

  private final RecordingHost host = new RecordingHost();

  static Collection<String> scenarios() {
    return FEED.scenarios().keySet();
  }

  private static List<byte[]> frames(String scenario) {
    return FEED.scenarios().get(scenario).stream()
        .map(event -> FakeFreeSwitch.frame("text/event-json", new String(event, UTF_8)))
        .toList();
  }

  private static byte[] wire(List<byte[]> frames) {
    var wire = new ByteArrayOutputStream();
    frames.forEach(wire::writeBytes);
    return wire.toByteArray();
  }

  /// The rows that come of what is heard when those speeches are made, one a connection.
  private List<String> rows(byte[]... speeches) throws InterruptedException {
    host.messages().clear();
    try (var pbx = new FakeFreeSwitch()) {
      var link =
          new EventSocketLink(pbx.endpoint(), Optional.empty(), FakeFreeSwitch.SECRET, SETTINGS);
      for (var i = 0; i < speeches.length - 1; i++) {
        pbx.say(speeches[i]);
        pbx.hangUp();
        try (var running = RunningLink.start(link, host)) {
          running.end();
        }
      }
      pbx.say(speeches[speeches.length - 1]);
      pbx.say(LAST);
      try (var _ = RunningLink.start(link, host)) {
        RecordingHost.await(() -> host.bodies(InboxKind.FREESWITCH_EVENT).contains(LAST));
      }
    }
    return ReplayedCalls.rows(
        FEED.reports(
            host.bodies(InboxKind.FREESWITCH_EVENT).stream()
                .map(body -> body.getBytes(UTF_8))
                .toList()));
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void becomeTheirRowsInOrderShuffledAndDoubled(String scenario) throws Exception {
    var frames = new ArrayList<>(frames(scenario));
    assertThat(rows(wire(frames))).isEqualTo(FEED.expected(scenario));
    frames.addAll(List.copyOf(frames));
    for (var seed = 0; seed < 5; seed++) {
      Collections.shuffle(frames, new Random(seed));
      assertThat(rows(wire(frames))).as("seed " + seed).isEqualTo(FEED.expected(scenario));
    }
  }

  /// Wherever the connection breaks, nothing is heard that was not said, and nothing whole is lost.
  @ParameterizedTest
  @MethodSource("scenarios")
  void becomeTheirRowsWhereverTheConnectionIsCut(String scenario) throws Exception {
    var frames = frames(scenario);
    var all = wire(frames);
    var random = new Random(scenario.hashCode());
    for (var i = 0; i < 12; i++) {
      var cut = 1 + random.nextInt(all.length - 1);
      var rest = frames.subList(wholeFrames(frames, cut), frames.size());
      assertThat(rows(Arrays.copyOf(all, cut), wire(rest)))
          .as("cut at " + cut)
          .isEqualTo(FEED.expected(scenario));
    }
  }

  private static int wholeFrames(List<byte[]> frames, int bytes) {
    var whole = 0;
    for (var rest = bytes - frames.getFirst().length; rest >= 0; ) {
      whole++;
      rest -= whole < frames.size() ? frames.get(whole).length : Integer.MAX_VALUE;
    }
    return whole;
  }
}
