package rollcall.switches.freeswitch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SaidTest {
  @Test
  void isOneLineWithoutWhatATerminalObeys() {
    assertThat(Said.of(" a\r\n\tb\u0000\u001b\u0085c\u2028\u202ed  e\u200b "))
        .isEqualTo("a b c d e");
    assertThat(Said.of("Žluťoučký 100 % kůň")).isEqualTo("Žluťoučký 100 % kůň");
  }

  @Test
  void isOfBoundedLength() {
    assertThat(Said.of("x".repeat(1 << 20).getBytes(UTF_8))).hasSize(Said.MOST + 1).endsWith("x…");
    assertThat(Said.of("x".repeat(Said.MOST))).hasSize(Said.MOST);
  }

  @Test
  void isOfAnyBytes() {
    assertThat(Said.of(new byte[] {'a', (byte) 0xff, 'b'})).isEqualTo("a b");
    assertThat(Said.of(new byte[0])).isEmpty();
  }
}
