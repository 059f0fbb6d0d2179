package rollcall.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.time.Duration;
import java.util.BitSet;
import java.util.Locale;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// A list read while it arrives, and held against the grammar of JSON to its end. Of its rows no
/// more is kept than which of [ManyCalls] were seen.
record ListReading(
    Duration firstByte, Duration whole, BitSet rows, BitSet included, boolean anyTwice) {
  private static final int DEPTH_OF_ROW = 3;

  /// Reads an answer to its end; it was asked for at `began`, a [System#nanoTime].
  static ListReading of(InputStream answer, long began) throws IOException {
    try (var in = new PushbackInputStream(answer);
        var parser = new JsonFactory().createParser(ObjectReadContext.empty(), in)) {
      in.unread(in.read());
      var firstByte = since(began);
      var ids = new Ids();
      ids.read(parser);
      return new ListReading(firstByte, since(began), ids.rows, ids.included, ids.anyTwice);
    }
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private static final class Ids {
    private final BitSet rows = new BitSet();
    private final BitSet included = new BitSet();
    private boolean anyTwice;

    void read(JsonParser parser) {
      var depth = 0;
      var section = rows;
      for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isStructStart()) {
          depth++;
        } else if (token.isStructEnd()) {
          depth--;
        } else if (token == JsonToken.PROPERTY_NAME && depth == 1) {
          section = parser.currentName().equals("included") ? included : rows;
        } else if (token == JsonToken.PROPERTY_NAME
            && depth == DEPTH_OF_ROW
            && parser.currentName().equals("id")) {
          see(section, ManyCalls.number(parser.nextStringValue()));
        }
      }
      assertThat(depth).isZero();
    }

    private void see(BitSet section, int number) {
      anyTwice |= section.get(number);
      section.set(number);
    }
  }

  /// Checks that each of so many rows came once, and each of so many included ones.
  void requireWhole(int rowCount, int includedCount) {
    assertThat(anyTwice).isFalse();
    assertThat(rows.cardinality()).isEqualTo(rowCount);
    assertThat(rows.length()).isEqualTo(rowCount);
    assertThat(included.cardinality()).isEqualTo(includedCount);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,d rows and %,d included: first byte after %d ms, whole after %.1f s, %,.0f rows/s",
        rows.cardinality(),
        included.cardinality(),
        firstByte.toMillis(),
        whole.toMillis() / 1e3,
        (rows.cardinality() + included.cardinality()) / (whole.toMillis() / 1e3));
  }
}
