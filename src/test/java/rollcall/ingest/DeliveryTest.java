package rollcall.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Under which keys deliveries are known.
final class DeliveryTest {
  private static final Normalised SAID = new Normalised.Nothing();

  private static String key(String... parts) {
    return Delivery.of(List.of(parts), new byte[0], SAID).key();
  }

  @Test
  void aRepetitionHasTheSameKey() {
    assertThat(key("event", "a", "1")).isEqualTo(key("event", "a", "1")).isEqualTo("event:a:1");
  }

  @Test
  void partsThatStrangersChooseMakeNoKeyOfAnother() {
    assertThat(key("acc", "a:b", "c")).isNotEqualTo(key("acc", "a", "b:c"));
    assertThat(key("acc", "a\\", ":b")).isNotEqualTo(key("acc", "a", "\\:b"));
    assertThat(key("acc", "x".repeat(400))).isNotEqualTo(key("acc", "x".repeat(401)));
  }

  @Test
  void whatCannotBeUnderstoodTakesNoKeyOfWhatCan() {
    var wrong = new Normalised.Unintelligible("The record has no end.");

    assertThat(Delivery.of(List.of("cdr", "a"), "{}".getBytes(UTF_8), wrong).key())
        .startsWith("sha256:")
        .isNotEqualTo(Delivery.of(List.of("cdr", "a"), "[]".getBytes(UTF_8), wrong).key());
  }
}
