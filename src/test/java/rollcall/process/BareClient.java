package rollcall.process;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A client on a bare socket that reads when it likes, and leaves without a word. One thread.
final class BareClient implements AutoCloseable {
  private final Socket socket;

  private BareClient(Socket socket) {
    this.socket = socket;
  }

  /// Sends a GET and reads nothing.
  static BareClient ask(ServerProcess server, String target, String token) throws IOException {
    var socket = new Socket("127.0.0.1", server.port());
    var head =
        """
        GET %s HTTP/1.1\r
        Host: 127.0.0.1\r
        Authorization: Bearer %s\r
        \r
        """
            .formatted(target, token);
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    return new BareClient(socket);
  }

  /// Reads that many bytes of the answer, head included.
  void read(int bytes) throws IOException {
    in().skipNBytes(bytes);
  }

  private InputStream in() throws IOException {
    return socket.getInputStream();
  }

  /// Leaves.
  @Override
  public void close() throws IOException {
    socket.close();
  }
}
