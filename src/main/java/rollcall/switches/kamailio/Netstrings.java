package rollcall.switches.kamailio;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import rollcall.ingest.Delivery;
import rollcall.switches.SwitchSocket;

/// Reads frames of the form `12:hello world!,`, in which the number counts bytes. One thread.
final class Netstrings {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int MOST_DIGITS = 9;
  private static final String CUT = "The connection ended in the middle of a message.";
  private static final String NO_FRAME =
      "What came is no netstring; module evapi must have netstring_format=1.";

  private final SwitchSocket socket;
  private final InputStream in;
  private final Duration frameWithin;

  /// When the frame that has begun must be there, by [System#nanoTime].
  private long deadline;

  /// Frames that `socket` brings. Between two of them any time may pass, for the whole of one
  /// `frameWithin`: however steadily it trickles, those behind it wait.
  Netstrings(SwitchSocket socket, Duration frameWithin) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.in(), BUFFER_BYTES);
    this.frameWithin = frameWithin;
  }

  /// Whether the other side leaves the connection open for `settle`, or says something before.
  boolean isKept(Duration settle) throws IOException {
    socket.patience(settle);
    in.mark(1);
    try {
      var isKept = in.read() >= 0;
      in.reset();
      return isKept;
    } catch (SocketTimeoutException _) {
      return true;
    }
  }

  /// The next frame, or nothing at the end. Fails with a sentence for what is no frame.
  Optional<byte[]> next() throws IOException {
    socket.patience(Duration.ZERO);
    var first = in.read();
    if (first < 0) {
      return Optional.empty();
    }
    deadline = System.nanoTime() + frameWithin.toNanos();
    var frame = read(length(first));
    var end = read();
    if (end < 0) {
      throw new IOException(CUT);
    }
    if (end != ',') {
      throw new IOException(NO_FRAME);
    }
    return Optional.of(frame);
  }

  private byte[] read(int length) throws IOException {
    var frame = new byte[length];
    for (var at = 0; at < length; ) {
      waitUntilDeadline();
      var count = in.read(frame, at, length - at);
      if (count < 0) {
        throw new IOException(CUT);
      }
      at += count;
    }
    return frame;
  }

  private int read() throws IOException {
    waitUntilDeadline();
    return in.read();
  }

  private void waitUntilDeadline() throws IOException {
    var rest = Duration.ofNanos(deadline - System.nanoTime());
    if (rest.toMillis() <= 0) {
      throw new SocketTimeoutException();
    }
    socket.patience(rest);
  }

  private int length(int first) throws IOException {
    var length = 0;
    var next = first;
    for (var digits = 0; next != ':' || digits == 0; digits++) {
      if (next < 0) {
        throw new IOException(CUT);
      }
      if (next < '0' || next > '9' || digits == MOST_DIGITS) {
        throw new IOException(NO_FRAME);
      }
      length = length * 10 + next - '0';
      next = read();
    }
    if (length > Delivery.MOST_BYTES) {
      throw new IOException(
          "A message of " + length + " bytes is longer than " + Delivery.MOST_BYTES + ".");
    }
    return length;
  }
}
