package rollcall.switches.freeswitch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ProcessesTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Processes processes = new Processes();

  private static Instant at(int seconds) {
    return START.plusSeconds(seconds);
  }

  private boolean hear(String core, int seconds) {
    return processes.hear(new EventHead("HEARTBEAT", core, Optional.of(at(seconds))));
  }

  @Test
  void noneHasEndedWhileOneIsHeard() {
    assertThat(hear("a", 10)).isFalse();
    assertThat(hear("a", 30)).isFalse();
    assertThat(processes.endOf(at(0))).isEmpty();
  }

  @Test
  void eachCallEndsWithTheProcessOfItsTime() {
    hear("a", 10);
    hear("a", 20);
    assertThat(hear("b", 50)).isTrue();
    hear("b", 60);
    assertThat(hear("c", 100)).isTrue();

    assertThat(processes.endOf(at(0))).contains(at(20));
    assertThat(processes.endOf(at(49))).contains(at(20));
    assertThat(processes.endOf(at(50))).contains(at(60));
    assertThat(processes.endOf(at(99))).contains(at(60));
    assertThat(processes.endOf(at(100))).isEmpty();
  }

  @Test
  void eventsOfAProcessNeedNotComeInTheirOrder() {
    hear("a", 20);
    hear("b", 51);
    hear("b", 50);
    assertThat(processes.endOf(at(50))).isEmpty();
  }

  @Test
  void oneThatEndedNeverComesBack() {
    hear("a", 10);
    hear("b", 50);
    assertThat(hear("a", 60)).isFalse();
    assertThat(hear("b", 61)).isFalse();
    assertThat(processes.endOf(at(55))).isEmpty();
    assertThat(processes.endOf(at(40))).contains(at(10));
  }

  @Test
  void whatNamesNoProcessOrTimeSaysNothing() {
    hear("a", 10);
    assertThat(processes.hear(new EventHead("X", "", Optional.of(at(20))))).isFalse();
    assertThat(processes.hear(new EventHead("X", "b", Optional.empty()))).isFalse();
    assertThat(processes.hasEnded("a")).isFalse();
  }

  @Test
  void remembersABoundedNumber() {
    for (int i = 0; i <= Processes.MOST_ENDED + 1; i++) {
      hear("core " + i, i);
    }
    assertThat(processes.hasEnded("core 0")).isFalse();
    assertThat(processes.hasEnded("core 1")).isTrue();
    assertThat(processes.hasEnded("core " + Processes.MOST_ENDED)).isTrue();
  }
}
