package bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/// A connection that stays open and asks for one page after the other. One thread.
final class PageConnection implements AutoCloseable {
  private static final Pattern LENGTH =
      Pattern.compile("\r\ncontent-length: *(\\d+)", Pattern.CASE_INSENSITIVE);
  private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LAST_CHUNK = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Socket socket;
  private final String token;
  private byte[] buffer = new byte[1 << 18];
  private int filled;

  PageConnection(int port, String token) throws IOException {
    this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
    this.socket.setTcpNoDelay(true);
    this.token = token;
  }

  /// Asks for the calls of `query`, and gives the nanoseconds until the answer was there; it must
  /// be a success.
  long nanos(String query) throws IOException {
    var request =
        "GET /api/calls?%s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n\r\n"
            .formatted(query, token)
            .getBytes(StandardCharsets.US_ASCII);
    var began = System.nanoTime();
    socket.getOutputStream().write(request);
    read();
    var nanos = System.nanoTime() - began;
    if (!answer().startsWith("HTTP/1.1 200")) {
      throw new IllegalStateException(query + " was answered by " + answer());
    }
    return nanos;
  }

  /// The last answer, with its head, as it was sent.
  String answer() {
    return new String(buffer, 0, filled, StandardCharsets.UTF_8);
  }

  private void read() throws IOException {
    filled = 0;
    var head = -1;
    while (head < 0) {
      more();
      head = endOfHead();
    }
    var length = LENGTH.matcher(new String(buffer, 0, head, StandardCharsets.ISO_8859_1));
    if (length.find()) {
      var end = head + Integer.parseInt(length.group(1));
      while (filled < end) {
        more();
      }
    } else {
      while (!endsWith(LAST_CHUNK)) {
        more();
      }
    }
  }

  private void more() throws IOException {
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    var read = socket.getInputStream().read(buffer, filled, buffer.length - filled);
    if (read < 0) {
      throw new EOFException("closed after " + answer());
    }
    filled += read;
  }

  private int endOfHead() {
    for (var at = HEAD_END.length; at <= filled; at++) {
      if (Arrays.equals(buffer, at - HEAD_END.length, at, HEAD_END, 0, HEAD_END.length)) {
        return at;
      }
    }
    return -1;
  }

  private boolean endsWith(byte[] end) {
    return filled >= end.length
        && Arrays.equals(buffer, filled - end.length, filled, end, 0, end.length);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
