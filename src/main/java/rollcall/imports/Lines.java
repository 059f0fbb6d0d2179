package rollcall.imports;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/// Cuts a file into its lines, as bytes. One thread.
final class Lines {
  private static final int BUFFER_BYTES = 1 << 16;

  /// A line without its end, and its number, counted from 1.
  static final class Line {
    private final byte[] bytes;
    private final long number;

    private Line(byte[] bytes, long number) {
      this.bytes = bytes;
      this.number = number;
    }

    /// The bytes, which are nobody else's.
    byte[] bytes() {
      return bytes;
    }

    long number() {
      return number;
    }

    boolean isBlank() {
      for (var b : bytes) {
        if (b != ' ' && b != '\t' && b != '\r') {
          return false;
        }
      }
      return true;
    }
  }

  private final CountingInput in;
  private byte[] buffer = new byte[BUFFER_BYTES];
  private int begin;
  private int end;
  private boolean ended;
  private long number;

  Lines(CountingInput in) {
    this.in = in;
  }

  /// The next line, or nothing at the end of the file.
  Optional<Line> next() throws IOException {
    in.beginRow();
    var searched = begin;
    while (true) {
      var newline = indexOfNewline(searched);
      if (newline >= 0) {
        return Optional.of(take(newline, newline + 1));
      }
      searched = end - begin;
      if (ended || !fill()) {
        return begin == end ? Optional.empty() : Optional.of(take(end, end));
      }
      searched += begin;
    }
  }

  private int indexOfNewline(int from) {
    for (int i = from; i < end; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private Line take(int lineEnd, int nextBegin) {
    var line = new Line(Arrays.copyOfRange(buffer, begin, lineEnd), ++number);
    begin = nextBegin;
    return line;
  }

  /// Reads on, behind what is left, which moves to the front of the buffer.
  private boolean fill() throws IOException {
    var left = end - begin;
    if (left == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    } else {
      System.arraycopy(buffer, begin, buffer, 0, left);
    }
    begin = 0;
    end = left;
    var read = in.read(buffer, end, buffer.length - end);
    ended = read < 0;
    end += Math.max(0, read);
    return !ended;
  }
}
