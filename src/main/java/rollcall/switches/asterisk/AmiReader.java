package rollcall.switches.asterisk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Optional;
import rollcall.switches.SwitchSocket;

/// Reads what the manager interface says: a greeting, which is a line, then blocks of lines, each
/// ended by an empty one. After a time-out it goes on where it was. One thread.
final class AmiReader {
  /// The most bytes and lines of a block; an event has some 30 lines.
  static final int MOST_BYTES = 1 << 18;

  static final int MOST_LINES = 1_000;

  private static final int BUFFER_BYTES = 1 << 16;

  private final SwitchSocket socket;
  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int at;
  private int filled;

  /// The lines of a block so far, with LF between them; its last line begins at `lineStart`.
  private byte[] block = new byte[4096];

  private int length;
  private int lineStart;
  private int lines;

  /// Whether lines end with CR LF, as the greeting did. Then a CR or LF elsewhere is the text of
  /// some caller, and must not look like a line of the switch.
  private boolean endsWithBoth;

  AmiReader(SwitchSocket socket) throws IOException {
    this.socket = socket;
    this.in = socket.in();
  }

  /// The greeting. Fails with [SocketTimeoutException] when [System#nanoTime] has come to
  /// `deadline`.
  String greeting(long deadline) throws IOException {
    while (fill(deadline)) {
      var next = buffer[at++];
      if (next == '\n') {
        endsWithBoth = length > 0 && block[length - 1] == '\r';
        var text = new String(block, 0, length, ISO_8859_1).strip();
        length = 0;
        return text;
      }
      add(next);
    }
    throw new IOException("It closed the connection without a greeting.");
  }

  /// The next block, or nothing at the end of the connection. Fails as [#greeting] does.
  Optional<byte[]> next(long deadline) throws IOException {
    while (fill(deadline)) {
      var next = buffer[at++];
      if (next != '\n' || !endsLine()) {
        add(next);
      } else if (endLine()) {
        var bytes = Arrays.copyOf(block, lineStart);
        length = 0;
        lineStart = 0;
        lines = 0;
        return Optional.of(bytes);
      }
    }
    if (length > 0) {
      throw new IOException("The connection ended in the middle of a message.");
    }
    return Optional.empty();
  }

  private boolean fill(long deadline) throws IOException {
    if (at < filled) {
      return true;
    }
    socket.until(deadline);
    filled = Math.max(0, in.read(buffer));
    at = 0;
    return filled > 0;
  }

  private void add(byte next) throws IOException {
    if (length == MOST_BYTES) {
      throw new IOException("A message is longer than " + MOST_BYTES + " bytes.");
    }
    if (length == block.length) {
      block = Arrays.copyOf(block, length * 2);
    }
    block[length++] = next;
  }

  private boolean endsLine() {
    return !endsWithBoth || (length > lineStart && block[length - 1] == '\r');
  }

  /// Ends a line, and tells whether it was the empty one after a block.
  private boolean endLine() throws IOException {
    if (length > lineStart && block[length - 1] == '\r') {
      length--;
    }
    if (length == lineStart) {
      return lineStart > 0;
    }
    for (var i = lineStart; i < length; i++) {
      if (block[i] == '\r' || block[i] == '\n') {
        block[i] = ' ';
      }
    }
    if (++lines > MOST_LINES) {
      throw new IOException("A message has more than " + MOST_LINES + " lines.");
    }
    add((byte) '\n');
    lineStart = length;
    return false;
  }
}
