package rollcall.ingest.freeswitch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StampTest {
  @Test
  void readsMicroseconds() {
    assertThat(Stamp.ofMicroseconds("1795424285422528"))
        .contains(Instant.parse("2026-11-23T08:58:05.422528Z"));
  }

  @Test
  void readsSeconds() {
    assertThat(Stamp.ofSeconds("1795424285")).contains(Instant.parse("2026-11-23T08:58:05Z"));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", "0", "-1", "-1795424285422528", "x", "1.5", "999999999999999999", "1e9"})
  void isNeverForWhatIsNoTime(String stamp) {
    assertThat(Stamp.ofMicroseconds(stamp)).isEmpty();
  }

  @Test
  void takesTheEarlierOfRingingAndEarlyMedia() {
    var cdr =
        TestCdr.unanswered("NO_ANSWER")
            .variable("progress_uepoch", "1795424287000000")
            .variable("progress_media_uepoch", "1795424286000000");

    assertThat(Stamps.of(cdr.parsed()).rang()).contains(Instant.parse("2026-11-23T08:58:06Z"));
    assertThat(Stamps.of(cdr.variable("progress_media_uepoch", "0").parsed()).rang())
        .contains(Instant.parse("2026-11-23T08:58:07Z"));
  }
}
