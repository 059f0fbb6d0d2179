package rollcall.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RecordCutterTest {
  private static List<String> cut(String text) {
    var records = new ArrayList<String>();
    var cutter =
        new RecordCutter((record, line) -> records.add(line + ": " + new String(record, UTF_8)));
    try {
      var lines = new Lines(new CountingInput(new ByteArrayInputStream(text.getBytes(UTF_8))));
      for (var line = lines.next(); line.isPresent(); line = lines.next()) {
        cutter.take(line.get());
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    cutter.finish();
    return records;
  }

  @Test
  void cutsOneObjectALine() {
    assertThat(cut("{\"a\":1}\n\n \t\r\n{\"a\":2}"))
        .containsExactly("1: {\"a\":1}", "4: {\"a\":2}");
  }

  @Test
  void cutsObjectsThatFollowEachOther() {
    assertThat(cut("{\"a\":1}{\"a\":{\"b\":2}} {}\r\n"))
        .containsExactly("1: {\"a\":1}", "1: {\"a\":{\"b\":2}}", "1: {}");
  }

  @Test
  void cutsTheElementsOfAnArray() {
    assertThat(cut("[\n{\"a\":[1]},\n{\"a\":2}\n]\n"))
        .containsExactly("2: {\"a\":[1]}", "3: {\"a\":2}");
  }

  @Test
  void keepsAnObjectOfManyLinesTogether() {
    var printed = "{\n\"a\": [\n{\n\"b\": \"}\\\"{\"\n}\n]\n}";

    assertThat(cut(printed + "\n" + printed)).containsExactly("1: " + printed, "8: " + printed);
  }

  @Test
  void losesNothingBehindARecordThatWasCutShort() {
    var whole = "{\"a\":{\"b\":\"c\"}}";
    for (int end = 1; end < whole.length(); end++) {
      var torn = whole.substring(0, end);

      assertThat(cut(torn + "\n" + whole + "\n" + whole))
          .as(torn)
          .containsExactly("1: " + torn, "2: " + whole, "3: " + whole);
    }
  }

  @Test
  void keepsToTheLineWhatIsNoJson() {
    assertThat(cut("hello\n{\"a\":1} world\ncdr=%7B%7D\n%7B%7D"))
        .containsExactly("1: hello", "2: {\"a\":1}", "2: world", "3: cdr=%7B%7D", "4: %7B%7D");
  }

  @Test
  void joinsWrappedBase64() {
    var one =
        Base64.getMimeEncoder().encodeToString("{\"a\":\"some text\"}".repeat(9).getBytes(UTF_8));
    var text = one.replace("\r\n", "\n");

    assertThat(cut(text + "\n" + text + "\n{}"))
        .containsExactly(
            "1: " + text,
            (text.lines().count() + 1) + ": " + text,
            (2 * text.lines().count() + 1) + ": {}");
  }

  @Test
  void readsLinesLongerThanItsBuffer() {
    var objects = ("{\"a\":\"" + "x".repeat(200_000) + "\"}\n").repeat(3);

    assertThat(cut(objects)).hasSize(3).allMatch(record -> record.length() == 200_011);
  }
}
