package rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The instructions beside the examples, which must work from nothing.
final class ExamplesTest {
  private static final Pattern VARIABLE = Pattern.compile("\\$([A-Z][A-Z_]*)\\b");
  private static final Pattern OUR_FOLDER = Pattern.compile("> (/etc/rollcall)/");

  @ParameterizedTest
  @ValueSource(strings = {"asterisk", "freeswitch", "kamailio"})
  void useNoVariableAndNoFolderOfOursThatTheyDoNotMake(String example) throws IOException {
    var text = Files.readString(Path.of("examples", example, "README.md"));
    assertThat(VARIABLE.matcher(text).results())
        .allSatisfy(it -> assertThat(text).containsPattern("(?m)^ *" + it.group(1) + "="));
    for (Matcher folder = OUR_FOLDER.matcher(text); folder.find(); ) {
      assertThat(text.substring(0, folder.start()))
          .containsPattern("install -d .*" + folder.group(1));
    }
  }
}
