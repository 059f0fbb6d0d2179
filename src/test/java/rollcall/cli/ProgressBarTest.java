package rollcall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ProgressBarTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private long nanos;

  @Test
  void drawsAtMostTenTimesASecondAndFitsTheWidth() {
    try (var bar = bar(true, true, 80)) {
      for (int done = 1; done <= 1_000; done++) {
        nanos += TimeUnit.MILLISECONDS.toNanos(1);
        bar.advance(done, 1_000, done * 2L);
      }
    }
    var drawn = Arrays.stream(text().split("\r")).skip(1).toList();
    assertThat(drawn).hasSizeBetween(9, 11);
    assertThat(drawn)
        .allSatisfy(
            line -> assertThat(line.replaceAll("\u001B\\[\\d*[mK]|\n", "")).hasSizeBetween(40, 79));
    assertThat(drawn.get(4)).contains(" 50 %  1,000 calls  2,000/s  0:01 left", "\u001B[32m");
    assertThat(text()).endsWith("\u001B[K" + System.lineSeparator()).contains("100 %");
  }

  @Test
  void drawsWithoutColour() {
    try (var bar = bar(true, false, 80)) {
      nanos += TimeUnit.SECONDS.toNanos(1);
      bar.advance(1, 2, 1);
      bar.line("a row was refused");
    }
    assertThat(text()).doesNotContain("\u001B[32m").contains("\r\u001B[Ka row was refused\n");
  }

  @Test
  void dropsTheBarWhereItIsNarrow() {
    try (var bar = bar(true, true, 24)) {
      nanos += TimeUnit.SECONDS.toNanos(1);
      bar.advance(1, 2, 1);
    }
    assertThat(text()).doesNotContain("█").startsWith("\r 50 %  1 calls");
    assertThat(text().lines().findFirst().orElseThrow().length()).isLessThan(48);
  }

  @Test
  void printsPlainLinesElsewhere() {
    try (var bar = bar(false, false, 80)) {
      for (int second = 1; second <= 12; second++) {
        nanos += TimeUnit.SECONDS.toNanos(1);
        bar.advance(second, 12, second);
      }
    }
    assertThat(text().lines()).hasSize(3);
    assertThat(text()).doesNotContain("\r", "\u001B").contains("100 %  12 calls  1/s");
  }

  @Test
  void saysNothingOfWorkThatIsDoneAtOnce() {
    try (var bar = bar(false, false, 80)) {
      bar.advance(1, 1, 1);
    }
    assertThat(text()).isEmpty();
  }

  private ProgressBar bar(boolean terminal, boolean colour, int width) {
    var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    return new ProgressBar(
        new ProgressBar.Screen(stream, terminal, colour, width), "calls", () -> nanos);
  }

  private String text() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
