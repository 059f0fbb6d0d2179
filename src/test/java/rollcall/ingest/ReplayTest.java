package rollcall.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rollcall.calls.ReplayedCalls;

/// What real switches sent, and the calls that it must become.
final class ReplayTest {
  @ParameterizedTest
  @EnumSource
  void becomesTheRowsOfTheTable(Feed feed) {
    var rows = new ArrayList<String>();
    feed.scenarios()
        .forEach(
            (scenario, messages) ->
                ReplayedCalls.rows(feed.reports(messages))
                    .forEach(row -> rows.add(scenario + " | " + row)));

    assertThat(rows).containsExactlyElementsOf(feed.expected());
  }

  @ParameterizedTest
  @EnumSource
  void isUnderstoodWhole(Feed feed) {
    for (var messages : feed.scenarios().values()) {
      for (var message : messages) {
        assertThat(feed.read(message).said()).isNotInstanceOf(Normalised.Unintelligible.class);
      }
    }
  }

  /// A message may be the same as another, but not two messages with one key.
  @ParameterizedTest
  @EnumSource
  void hasAKeyForEachMessage(Feed feed) {
    var keys = new HashMap<String, String>();
    for (var messages : feed.scenarios().values()) {
      for (var message : messages) {
        var text = new String(message, UTF_8);
        var delivery = feed.read(message);
        if (!(delivery.said() instanceof Normalised.Nothing)) {
          assertThat(keys.merge(delivery.key(), text, (one, _) -> one))
              .as(delivery.key())
              .isEqualTo(text);
        }
      }
    }
  }
}
