package rollcall.switches.asterisk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static rollcall.switches.RecordingHost.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rollcall.calls.ReplayedCalls;
import rollcall.inbox.InboxKind;
import rollcall.ingest.Feed;
import rollcall.switches.LinkSettings;
import rollcall.switches.RecordingHost;
import rollcall.switches.RunningLink;

/// What a real Asterisk said while calls were made, over a real connection.
final class ScenariosTest {
  private static final Feed FEED = Feed.ASTERISK_EVENTS;
  private static final String LAST = "Event: Hangup\nTimestamp: 1.5\nLinkedid: last\n\n";
  private static final LinkSettings SETTINGS =
      new LinkSettings(
          Duration.ofSeconds(2),
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30));

  private final RecordingHost host = new RecordingHost();

  static Collection<String> scenarios() {
    return FEED.scenarios().keySet();
  }

  private static List<String> blocks(String scenario) {
    return FEED.scenarios().get(scenario).stream()
        .map(block -> new String(block, UTF_8).strip() + "\n\n")
        .toList();
  }

  /// The rows that come of what is heard when those speeches are made, one a connection.
  private List<String> rows(byte[]... speeches) throws InterruptedException {
    host.messages().clear();
    try (var asterisk = new FakeAsterisk(speeches)) {
      var link =
          new ManagerLink(asterisk.endpoint(), FakeAsterisk.USER, FakeAsterisk.SECRET, SETTINGS);
      for (var i = 1; i < speeches.length; i++) {
        try (var running = RunningLink.start(link, host)) {
          running.end();
        }
      }
      try (var _ = RunningLink.start(link, host)) {
        await(() -> heard().stream().anyMatch(block -> block.contains("Linkedid: last")));
      }
    }
    return ReplayedCalls.rows(
        FEED.reports(
            heard().stream()
                .filter(block -> !block.contains("Linkedid: last"))
                .map(block -> block.getBytes(UTF_8))
                .toList()));
  }

  private List<String> heard() {
    return host.bodies(InboxKind.ASTERISK_EVENT);
  }

  private static byte[] speech(List<String> blocks) {
    return FakeAsterisk.wire(String.join("", blocks) + LAST);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void becomeTheirRowsInOrderShuffledAndDoubled(String scenario) throws Exception {
    var blocks = new ArrayList<>(blocks(scenario));
    assertThat(rows(speech(blocks))).isEqualTo(FEED.expected(scenario));
    for (var seed = 0; seed < 5; seed++) {
      blocks.addAll(List.copyOf(new LinkedHashSet<>(blocks)));
      Collections.shuffle(blocks, new Random(seed));
      assertThat(rows(speech(blocks))).as("seed " + seed).isEqualTo(FEED.expected(scenario));
    }
  }

  /// Wherever the connection breaks, nothing is heard that was not said, and nothing whole is lost.
  @ParameterizedTest
  @MethodSource("scenarios")
  void becomeTheirRowsWhereverTheConnectionIsCut(String scenario) throws Exception {
    var blocks = blocks(scenario);
    var all = FakeAsterisk.wire(String.join("", blocks));
    var random = new Random(scenario.hashCode());
    for (var i = 0; i < 12; i++) {
      var cut = random.nextInt(all.length);
      var said = new String(all, 0, cut, UTF_8).split("\r\n\r\n", -1).length - 1;
      var rest = blocks.subList(said, blocks.size());
      assertThat(rows(Arrays.copyOf(all, cut), speech(rest)))
          .as("cut at " + cut)
          .isEqualTo(FEED.expected(scenario));
    }
  }
}
