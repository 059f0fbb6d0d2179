package rollcall.jsonapi.document;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/// JSON values as bytes. It trusts its caller with the grammar. One thread.
final class JsonBytes {
  /// The size of the buffer unless another is asked for.
  static final int CAPACITY = OutputBytes.CAPACITY;

  /// How each byte of a text is escaped: not at all (0), by a letter of its own, or by number
  /// (`u`).
  private static final byte[] ESCAPES = escapes();

  private final OutputBytes bytes;

  /// A writer to `out` that collects `capacity` bytes, of moments in UTC.
  JsonBytes(OutputStream out, int capacity) {
    this(new OutputBytes(out, LocalTimes.utc(), capacity));
  }

  /// A writer to `bytes`.
  JsonBytes(OutputBytes bytes) {
    this.bytes = bytes;
  }

  /// Writes JSON that is encoded already.
  void raw(byte[] json) {
    bytes.raw(json);
  }

  /// Writes one character of the grammar.
  void raw(char ascii) {
    bytes.raw(ascii);
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
        bytes.raw(utf8, copied, i);
        escape(utf8[i], escape);
        copied = i + 1;
      }
    }
    bytes.raw(utf8, copied, utf8.length);
    raw('"');
  }

  /// Writes a number.
  void integer(long value) {
    bytes.integer(value);
  }

  /// Writes a UUID as a string.
  void uuid(UUID value) {
    raw('"');
    bytes.uuid(value);
    raw('"');
  }

  /// Writes a moment as a string.
  void timestamp(long epochMicros) {
    raw('"');
    bytes.timestamp(epochMicros);
    raw('"');
  }

  /// Passes on what is collected, as [OutputBytes#flush] does.
  void flush() {
    bytes.flush();
  }

  private void escape(byte character, byte escape) {
    raw('\\');
    raw((char) escape);
    if (escape == 'u') {
      bytes.hex(character, 4);
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
