package rollcall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MainTest {
  /// Clears the screen, in the two ways that terminals know.
  private static final String HOSTILE = "x\u001b[2J\u009b2J";

  @ParameterizedTest
  @CsvSource({
    "export HOSTILE --organisation Acme, The name x?[2J?2J tells no format",
    "export c.csv --organisation Acme --type HOSTILE, there is no \"x?[2J?2J\"",
    "export c.csv --organisation Acme --format HOSTILE, there is no format \"x?[2J?2J\"",
    "export c.csv --organisation Acme --time-zone HOSTILE, there is no time zone \"x?[2J?2J\"",
    "index add HOSTILE, of \"x?[2J?2J\"",
    "import c.csv --HOSTILE, --x?[2J?2J",
  })
  void whatIsSaidOfACommandMovesNoCursor(String command, String said) {
    var err = System.err;
    var bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      assertThat(Main.run(command.replace("HOSTILE", HOSTILE).split(" ")))
          .isEqualTo(ExitCode.USAGE);
    } finally {
      System.setErr(err);
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains(said)
        .doesNotContain("\u001b", "\u009b");
  }
}
