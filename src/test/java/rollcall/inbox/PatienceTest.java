package rollcall.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PatienceTest {
  @Test
  void doublesTheDelayAndEndsAfterAboutAnHour() {
    var sum = Duration.ZERO;
    var attempts = 0;
    for (var delay = Patience.FOR_A_CALL.after(0);
        delay.isPresent();
        delay = Patience.FOR_A_CALL.after(++attempts)) {
      assertThat(delay.get()).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(5));
      sum = sum.plus(delay.get());
    }
    assertThat(Patience.FOR_A_CALL.after(1)).hasValue(Duration.ofSeconds(2));
    assertThat(sum).isBetween(Duration.ofHours(1), Duration.ofMinutes(70));
    assertThat(Patience.FOR_A_CALL.after(1_000_000)).isEmpty();
  }
}
