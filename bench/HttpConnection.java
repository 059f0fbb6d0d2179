package bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// One connection that stays open. One thread.
final class HttpConnection implements AutoCloseable {
  private static final Pattern LENGTH =
      Pattern.compile("\r\ncontent-length: *(\\d+)", Pattern.CASE_INSENSITIVE);
  private static final String END = "\r\n\r\n";

  private final Socket socket;
  private final InputStream in;
  private final byte[] buffer = new byte[1 << 14];

  HttpConnection(int port) throws IOException {
    this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
    this.socket.setTcpNoDelay(true);
    this.in = socket.getInputStream();
  }

  /// Sends `request`, and gives the status of the answer, of which the rest is read.
  int status(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    var filled = 0;
    var text = "";
    while (!text.contains(END)) {
      var more = in.read(buffer, filled, buffer.length - filled);
      if (more < 0) {
        throw new EOFException("closed after " + text);
      }
      filled += more;
      text = new String(buffer, 0, filled, StandardCharsets.ISO_8859_1);
    }
    var length = LENGTH.matcher(text);
    if (!length.find()) {
      throw new IOException("an answer without a length: " + text);
    }
    var end = text.indexOf(END) + END.length() + Integer.parseInt(length.group(1));
    in.skipNBytes(Math.max(0, end - filled));
    return Integer.parseInt(text.substring(9, 12));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
