package rollcall.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;

/// A client that sends the bytes it is told to and reads answers one by one.
public final class RawClient implements AutoCloseable {
  private static final Charset BYTES = StandardCharsets.ISO_8859_1;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Socket socket = new Socket();
  private final InputStream input;

  RawClient(HttpServer server) throws IOException {
    this(server, 0);
  }

  /// A client of the server on that port of this machine.
  public RawClient(int port) throws IOException {
    this(port, 0);
  }

  /// A client whose system takes in no more than about `receiveBytes` before it reads them.
  RawClient(HttpServer server, int receiveBytes) throws IOException {
    this(server.port(), receiveBytes);
  }

  private RawClient(int port, int receiveBytes) throws IOException {
    if (receiveBytes > 0) {
      socket.setReceiveBufferSize(receiveBytes);
    }
    socket.connect(new InetSocketAddress("127.0.0.1", port));
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    input = new BufferedInputStream(socket.getInputStream());
  }

  /// Sends each character as the byte of its number.
  public RawClient send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(BYTES));
    return this;
  }

  /// Sends a GET without further ado.
  RawClient get(String target) throws IOException {
    return send("GET " + target + " HTTP/1.1\r\nHost: here\r\n\r\n");
  }

  void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  /// The next answer; its body as one character for each byte.
  public Answer answer() throws IOException {
    return answer(true);
  }

  /// The next answer, which has no body.
  public Answer answerToHead() throws IOException {
    return answer(false);
  }

  private Answer answer(boolean withBody) throws IOException {
    var head = new ArrayList<String>();
    for (var line = line(); !line.isEmpty(); line = line()) {
      head.add(line);
    }
    var answer = Answer.of(head, "");
    return withBody ? Answer.of(head, body(answer)) : answer;
  }

  private String body(Answer answer) throws IOException {
    if (answer.field("Transfer-Encoding").equals("chunked")) {
      var body = new StringBuilder();
      for (var size = chunkSize(); size > 0; size = chunkSize()) {
        body.append(bytes(size));
        line();
      }
      line();
      return body.toString();
    }
    var length = answer.field("Content-Length");
    return length.isEmpty() ? "" : bytes(Integer.parseInt(length));
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(line(), 16);
  }

  private String bytes(int count) throws IOException {
    var bytes = input.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("the body is incomplete");
    }
    return new String(bytes, BYTES);
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (var c = input.read(); c != '\n'; c = input.read()) {
      if (c < 0) {
        throw new EOFException("the connection ended");
      }
      line.write(c);
    }
    return line.toString(BYTES).stripTrailing();
  }

  byte[] readAll() throws IOException {
    return input.readAllBytes();
  }

  /// Whether the server has ended the connection; waits for it.
  boolean isEnded() throws IOException {
    try {
      return input.read() < 0;
    } catch (SocketException reset) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
