package rollcall.imports;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Counts the bytes that are read, and fails when a single row takes too many of them. One thread.
final class CountingInput extends FilterInputStream {
  /// The longest row, with what a reader takes ahead of it.
  static final int ROW_LIMIT_BYTES = 8 << 20;

  private static final int LOOK_AHEAD_BYTES = 1 << 14;

  private long count;
  private long rowStart;

  CountingInput(InputStream in) {
    super(new BufferedInputStream(in, LOOK_AHEAD_BYTES));
  }

  long count() {
    return count;
  }

  /// Says that a new row begins about here.
  void beginRow() {
    rowStart = count;
  }

  /// The first bytes of what is not read yet; they stay to be read.
  byte[] lookAhead() throws IOException {
    in.mark(LOOK_AHEAD_BYTES);
    var start = in.readNBytes(LOOK_AHEAD_BYTES);
    in.reset();
    return start;
  }

  @Override
  public int read() throws IOException {
    var value = super.read();
    return value < 0 ? value : counted(1) > 0 ? value : -1;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    var read = super.read(buffer, offset, length);
    return read < 0 ? read : counted(read);
  }

  private int counted(int read) throws IOException {
    count += read;
    if (count - rowStart > ROW_LIMIT_BYTES) {
      throw new IOException("a row is longer than " + (ROW_LIMIT_BYTES >> 20) + " MiB");
    }
    return read;
  }
}
