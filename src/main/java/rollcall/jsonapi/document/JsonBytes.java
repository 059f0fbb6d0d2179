package rollcall.jsonapi.document;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/// JSON values as bytes, collected in a buffer of fixed size that is passed on whenever it is full,
/// so that writing makes no garbage. It trusts its caller with the grammar. One thread.
final class JsonBytes {
  /// The size of the buffer unless another is asked for.
  static final int CAPACITY = 16 * 1024;

  /// The smallest buffer, which holds every value of bounded length whole.
  static final int MINIMUM_CAPACITY = 64;

  /// How each byte of a text is escaped: not at all (0), by a letter of its own, or by number
  /// (`u`).
  private static final byte[] ESCAPES = escapes();

  private final OutputStream out;
  private final byte[] buffer;
  private int size;

  /// A writer to `out` that collects `capacity` bytes.
  JsonBytes(OutputStream out, int capacity) {
    if (capacity < MINIMUM_CAPACITY) {
      throw new IllegalArgumentException("too small a buffer: " + capacity);
    }
    this.out = out;
    this.buffer = new byte[capacity];
  }

  /// Writes JSON that is encoded already.
  void raw(byte[] json) {
    copy(json, 0, json.length);
  }

  /// Writes one character of the grammar.
  void raw(char ascii) {
    reserve(1);
    buffer[size++] = (byte) ascii;
  }

  /// Writes `text` as a string.
  void text(String text) {
    text(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Writes text that is in UTF-8 as a string.
  void text(byte[] utf8) {
    raw('"');
    var copied = 0;
    for (var i = 0; i < utf8.length; i++) {
      var escape = ESCAPES[utf8[i] & 0xff];
      if (escape != 0) {
        copy(utf8, copied, i);
        escape(utf8[i], escape);
        copied = i + 1;
      }
    }
    copy(utf8, copied, utf8.length);
    raw('"');
  }

  /// Writes a number.
  void integer(long value) {
    reserve(Ascii.MAXIMUM_DECIMAL);
    size = Ascii.decimal(value, buffer, size);
  }

  /// Writes a UUID as a string.
  void uuid(UUID value) {
    reserve(Ascii.UUID + 2);
    buffer[size++] = '"';
    size = Ascii.uuid(value, buffer, size);
    buffer[size++] = '"';
  }

  /// Writes a moment as a string.
  void timestamp(long epochMicros) {
    reserve(Ascii.MAXIMUM_TIMESTAMP + 2);
    buffer[size++] = '"';
    size = Ascii.timestamp(epochMicros, buffer, size);
    buffer[size++] = '"';
  }

  /// Passes on what is collected. The stream behind is not flushed: whether bytes are sent at once
  /// is for its owner to say.
  void flush() {
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

  private void copy(byte[] bytes, int start, int end) {
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

  private void escape(byte character, byte escape) {
    reserve(6);
    buffer[size++] = '\\';
    buffer[size++] = escape;
    if (escape == 'u') {
      buffer[size++] = '0';
      buffer[size++] = '0';
      size = Ascii.hex(character, 2, buffer, size);
    }
  }

  private static byte[] escapes() {
    var escapes = new byte[256];
    Arrays.fill(escapes, 0, ' ', (byte) 'u');
    escapes['\b'] = 'b';
    escapes['\t'] = 't';
    escapes['\n'] = 'n';
    escapes['\f'] = 'f';
    escapes['\r'] = 'r';
    escapes['"'] = '"';
    escapes['\\'] = '\\';
    return escapes;
  }
}
