package rollcall.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FormulaGuardProperties {
  private static String guarded(String text) {
    return FormulaGuard.isNeeded(text.getBytes(StandardCharsets.UTF_8)) ? "'" + text : text;
  }

  @Provide
  Arbitrary<String> delicateTexts() {
    return Arbitraries.strings().withChars("'=+-@\t\r\n＝＋－＠012aé\"").ofMaxLength(6);
  }

  @Property(tries = 5_000)
  void everyTextComesBackAsItWas(@ForAll("delicateTexts") String text) {
    assertThat(FormulaGuard.removed(guarded(text))).isEqualTo(text);
  }

  @Property(tries = 5_000)
  void nothingButANumberBeginsLikeAFormula(@ForAll("delicateTexts") String text) {
    var cell = guarded(text);
    assertThat(cell.matches("\\+[0-9]+") || !cell.matches("(?s)[=+\\-@\t\r\n＝＋－＠].*")).isTrue();
  }

  @Example
  void numbersStayAsTheyAreAndFormulasDoNot() {
    assertThat(guarded("+442079460000")).isEqualTo("+442079460000");
    assertThat(guarded("+44 20 7946")).isEqualTo("'+44 20 7946");
    assertThat(guarded("+")).isEqualTo("'+");
    assertThat(guarded("+1+cmd|' /C calc'!A0")).isEqualTo("'+1+cmd|' /C calc'!A0");
    assertThat(guarded("=HYPERLINK(\"http://x\")")).isEqualTo("'=HYPERLINK(\"http://x\")");
    assertThat(guarded("＝1")).isEqualTo("'＝1");
    assertThat(guarded("O'Neill")).isEqualTo("O'Neill");
    assertThat(guarded("'tis")).isEqualTo("'tis");
    assertThat(guarded("'=1")).isEqualTo("''=1");
    assertThat(guarded("'+441")).isEqualTo("''+441");
  }
}
