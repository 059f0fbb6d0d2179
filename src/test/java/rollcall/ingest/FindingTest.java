package rollcall.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.calls.EndSource;

final class FindingTest {
  private static final SourceName SOURCE = new SourceName("pbx");
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00.000001Z");

  @Test
  void isReadAsItWasWritten() {
    var delivery = Finding.read(SOURCE, new Finding("a\"b\n:", AT, EndSource.RESYNC).bytes());

    assertThat(delivery.said())
        .isInstanceOfSatisfying(
            Normalised.Report.class,
            it -> {
              assertThat(it.report().callUuid()).isEqualTo("a\"b\n:");
              assertThat(it.report().callSource()).isEqualTo("pbx");
            });
    assertThat(delivery.key())
        .isEqualTo("finding:resync:a\"b\n\\::2026-03-01T12\\:00\\:00.000001Z");
  }

  @Test
  void findsNothingCertain() {
    assertThatThrownBy(() -> new Finding("a", AT, EndSource.CDR))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[",
        "{\"call_uuid\":\"a\",\"last_alive_at\":\"now\",\"how\":\"resync\"}",
        "{\"call_uuid\":\"a\",\"last_alive_at\":\"2026-03-01T12:00:00Z\",\"how\":\"cdr\"}",
        "{\"last_alive_at\":\"2026-03-01T12:00:00Z\",\"how\":\"timeout\"}"
      })
  void refusesWhatIsNone(String body) {
    assertThat(Finding.read(SOURCE, body.getBytes(UTF_8)).said())
        .isInstanceOf(Normalised.Unintelligible.class);
  }
}
