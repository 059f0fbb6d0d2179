package rollcall.jsonapi.document;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.UUID;

/// Values as bytes, collected in a buffer of fixed size that is passed on whenever it is full, so
/// that writing makes no garbage. It knows no grammar. One thread.
public final class OutputBytes {
  /// The size of the buffer unless another is asked for.
  static final int CAPACITY = 16 * 1024;

  /// The smallest buffer, which holds every value of bounded length whole.
  static final int MINIMUM_CAPACITY = 64;

  private final OutputStream out;
  private final LocalTimes times;
  private final byte[] buffer;
  private int size;

  /// A writer to `out` that collects `capacity` bytes.
  OutputBytes(OutputStream out, LocalTimes times, int capacity) {
    if (capacity < MINIMUM_CAPACITY) {
      throw new IllegalArgumentException("too small a buffer: " + capacity);
    }
    this.out = out;
    this.times = times;
    this.buffer = new byte[capacity];
  }

  /// A writer to `out`, of moments as `times` says.
  public static OutputBytes to(OutputStream out, LocalTimes times) {
    return new OutputBytes(out, times, CAPACITY);
  }

  /// Writes `bytes` as they are.
  public void raw(byte[] bytes) {
    raw(bytes, 0, bytes.length);
  }

  /// Writes one character.
  public void raw(char ascii) {
    reserve(1);
    buffer[size++] = (byte) ascii;
  }

  /// Writes those of `bytes` from `start` up to `end` as they are.
  public void raw(byte[] bytes, int start, int end) {
    var from = start;
    while (end - from > buffer.length - size) {
      var room = buffer.length - size;
      System.arraycopy(bytes, from, buffer, size, room);
      size += room;
      from += room;
      flush();
    }
    System.arraycopy(bytes, from, buffer, size, end - from);
    size += end - from;
  }

  /// Writes a number.
  public void integer(long value) {
    reserve(Ascii.MAXIMUM_DECIMAL);
    size = Ascii.decimal(value, buffer, size);
  }

  /// Writes the lowest `digits` hexadecimal digits of `bits`.
  void hex(long bits, int digits) {
    reserve(digits);
    size = Ascii.hex(bits, digits, buffer, size);
  }

  /// Writes a UUID.
  public void uuid(UUID value) {
    reserve(Ascii.UUID);
    size = Ascii.uuid(value, buffer, size);
  }

  /// Writes a moment.
  public void timestamp(long epochMicros) {
    reserve(Ascii.MAXIMUM_TIMESTAMP);
    size = times.write(epochMicros, buffer, size);
  }

  /// Passes on what is collected. The stream behind is not flushed: whether bytes are sent at once
  /// is for its owner to say.
  public void flush() {
    try {
      out.write(buffer, 0, size);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a document", e);
    }
    size = 0;
  }

  private void reserve(int bytes) {
    if (buffer.length - size < bytes) {
      flush();
    }
  }
}
