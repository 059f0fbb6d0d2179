package rollcall.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// The page of a column that is being filled: plain values, and which of them are null. One thread.
final class ParquetPage {
  /// From how many bytes on a page is full, beside its last value.
  static final int BYTES = 64 * 1024;

  private static final int PLAIN = 0;
  private static final int RLE = 3;
  private static final int COMPRESSION_BYTES = 8 * 1024;

  private final boolean nullable;
  private final ByteArrayOutputStream levels = new ByteArrayOutputStream();
  private final ByteArrayOutputStream compressed = new ByteArrayOutputStream();
  private byte[] values = new byte[BYTES / 8];
  private int size;
  private int rows;

  /// How many of the last rows are alike in being null or not.
  private int run;

  private boolean runIsNull;

  ParquetPage(boolean nullable) {
    this.nullable = nullable;
  }

  boolean isFull() {
    return size + levels.size() >= BYTES;
  }

  boolean isEmpty() {
    return rows == 0;
  }

  void addNull() {
    add(true);
  }

  void addLong(long value) {
    add(false);
    reserve(Long.BYTES);
    for (var shift = 0; shift < Long.SIZE; shift += 8) {
      values[size++] = (byte) (value >>> shift);
    }
  }

  void addUuid(long high, long low) {
    add(false);
    reserve(2 * Long.BYTES);
    bigEndian(high);
    bigEndian(low);
  }

  void addBytes(byte[] value) {
    add(false);
    reserve(Integer.BYTES + value.length);
    for (var shift = 0; shift < Integer.SIZE; shift += 8) {
      values[size++] = (byte) (value.length >>> shift);
    }
    System.arraycopy(value, 0, values, size, value.length);
    size += value.length;
  }

  private void bigEndian(long value) {
    for (var shift = Long.SIZE - 8; shift >= 0; shift -= 8) {
      values[size++] = (byte) (value >>> shift);
    }
  }

  private void reserve(int bytes) {
    if (values.length - size < bytes) {
      values = Arrays.copyOf(values, Math.max(2 * values.length, size + bytes));
    }
  }

  private void add(boolean isNull) {
    if (isNull != runIsNull) {
      endRun();
      runIsNull = isNull;
    }
    run++;
    rows++;
  }

  /// A level is 1 where there is a value; what is alike is written once, with its number.
  private void endRun() {
    if (nullable && run > 0) {
      ThriftStruct.varint((long) run << 1, levels);
      levels.write(runIsNull ? 0 : 1);
    }
    run = 0;
  }

  /// Writes the page, compressed and with its header, to `chunk`, and empties it; gives the bytes
  /// that it would have had uncompressed.
  long finish(ByteArrayOutputStream chunk) {
    endRun();
    var plainBytes = compress();
    var before = chunk.size();
    ThriftStruct.write(
        chunk,
        header -> {
          header.i32(1, 0);
          header.i32(2, plainBytes);
          header.i32(3, compressed.size());
          header.struct(
              5,
              data -> {
                data.i32(1, rows);
                data.i32(2, PLAIN);
                data.i32(3, RLE);
                data.i32(4, RLE);
              });
        });
    var headerBytes = chunk.size() - before;
    chunk.writeBytes(compressed.toByteArray());
    levels.reset();
    size = 0;
    rows = 0;
    return headerBytes + (long) plainBytes;
  }

  private int compress() {
    compressed.reset();
    try (var gzip = new FastGzip(compressed)) {
      if (nullable) {
        for (var shift = 0; shift < Integer.SIZE; shift += 8) {
          gzip.write(levels.size() >>> shift);
        }
        levels.writeTo(gzip);
      }
      gzip.write(values, 0, size);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to memory", e);
    }
    return size + (nullable ? Integer.BYTES + levels.size() : 0);
  }

  /// Who waits for an export would rather have it soon than a little smaller.
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(ByteArrayOutputStream out) throws IOException {
      super(out, COMPRESSION_BYTES);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
