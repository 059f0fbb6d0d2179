package rollcall.jsonapi.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class JsonBytesTest {
  private static String written(int capacity, Consumer<JsonBytes> writing) {
    var out = new ByteArrayOutputStream();
    var json = new JsonBytes(out, capacity);
    writing.accept(json);
    json.flush();
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String text(String text) {
    return written(JsonBytes.CAPACITY, json -> json.text(text));
  }

  @Test
  void escapesWhatJsonAsksForAndNothingElse() {
    assertThat(text("\"\\/")).isEqualTo("\"\\\"\\\\/\"");
    assertThat(text("\b\t\n\f\r")).isEqualTo("\"\\b\\t\\n\\f\\r\"");
    assertThat(text("\0\u0001\u001f\u007f")).isEqualTo("\"\\u0000\\u0001\\u001f\u007f\"");
    assertThat(text("Télécom \u2028 日本語 📞")).isEqualTo("\"Télécom \u2028 日本語 📞\"");
    assertThat(text("")).isEqualTo("\"\"");
  }

  @Test
  void everyCharacterReadsBackAsItself() {
    for (var character = 0; character < 0x300; character++) {
      var text = "a" + (char) character + "b" + (char) character;
      assertThat(JsonTree.of(text(text))).isEqualTo(text);
    }
  }

  @Test
  void writesTheSameWhereverTheBufferEnds() {
    var text = "x".repeat(150) + "\"\u0001é📞\\".repeat(20);
    Consumer<JsonBytes> writing =
        json -> {
          for (var i = 0; i < 9; i++) {
            json.raw("[ ".getBytes(StandardCharsets.US_ASCII));
            json.text(text.substring(i * 20));
            json.raw(',');
            json.integer(Long.MIN_VALUE >> i);
            json.raw(',');
            json.uuid(new UUID(i, -i));
            json.raw(',');
            json.timestamp(Long.MIN_VALUE + i);
            json.raw(']');
          }
        };
    var expected = written(JsonBytes.CAPACITY, writing);
    for (var capacity = OutputBytes.MINIMUM_CAPACITY; capacity < 400; capacity++) {
      assertThat(written(capacity, writing)).isEqualTo(expected);
    }
  }

  @Test
  void refusesABufferThatCannotHoldAValue() {
    assertThatThrownBy(() -> new JsonBytes(OutputStream.nullOutputStream(), 63))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aBrokenStreamIsNotSwallowed() {
    var broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("broken");
          }
        };
    var json = new JsonBytes(broken, JsonBytes.CAPACITY);
    json.raw('1');
    assertThatThrownBy(json::flush)
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseMessage("broken");
  }
}
