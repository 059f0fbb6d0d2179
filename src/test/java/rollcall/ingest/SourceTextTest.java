package rollcall.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What becomes of a text that a source gave.
final class SourceTextTest {
  private static String of(String text) {
    return SourceText.of(text).orElseThrow();
  }

  @Test
  void staysAsItIsWithoutTheSpaceAroundIt() {
    assertThat(of(" +44117 \t")).isEqualTo("+44117");
    assertThat(SourceText.of(" \n")).isEmpty();
    assertThat(of("x".repeat(SourceText.MAXIMUM_CHARACTERS))).doesNotContain("~");
  }

  @Test
  void differentLongTextsStayDifferent() {
    var one = of("x".repeat(5_000));
    var other = of("x".repeat(100_000));

    assertThat(one).hasSize(SourceText.MAXIMUM_CHARACTERS).startsWith("xxxx").isNotEqualTo(other);
    assertThat(of("x".repeat(5_000))).isEqualTo(one);
  }

  @Test
  void whatPostgresCannotHoldIsReplaced() {
    assertThat(of("a\0b\uD800c")).isEqualTo("a\uFFFDb\uFFFDc");
  }
}
