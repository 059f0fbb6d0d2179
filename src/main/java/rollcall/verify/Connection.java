package rollcall.verify;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// A connection that sends a request target byte for byte, which other HTTP clients would encode or
/// refuse, and takes one answer at a time, strictly as HTTP/1.1 frames it. One thread.
public final class Connection implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 30_000;
  private static final int LINE_LIMIT_BYTES = 16 << 10;
  private static final int HEADER_LIMIT = 200;
  private static final int BODY_LIMIT_BYTES = 256 << 20;

  private final Socket socket;
  private final InputStream in;
  private final String host;
  private boolean open = true;

  private Connection(Socket socket, String host) throws IOException {
    this.socket = socket;
    this.host = host;
    in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
  }

  /// Connects to the host and port of `url`, over TLS when it is `https`.
  public static Connection open(URI url) throws IOException {
    var secure = "https".equals(url.getScheme());
    var port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
    var socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(new InetSocketAddress(bare(url.getHost()), port), TIMEOUT_MILLIS);
      return new Connection(
          secure ? secured(socket, url.getHost(), port) : socket, url.getRawAuthority());
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /// An address of IPv6 stands in brackets in a URL alone.
  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static Socket secured(Socket socket, String host, int port) throws IOException {
    var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    var secure = (SSLSocket) factory.createSocket(socket, host, port, true);
    var parameters = secure.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secure.setSSLParameters(parameters);
    secure.startHandshake();
    return secure;
  }

  /// Whether another request can be sent.
  public boolean isOpen() {
    return open;
  }

  /// Sends a request without a body and takes its answer.
  public Answer send(String method, String target, Map<String, String> headers) throws IOException {
    var request = new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    request.append("Host: ").append(host).append("\r\n");
    headers.forEach(
        (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
    // A failure on the way leaves bytes that belong to nobody: the connection is not used again.
    open = false;
    socket
        .getOutputStream()
        .write(request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
    var status = status(line());
    while (status >= 100 && status < 200) {
      headers();
      status = status(line());
    }
    var answered = headers();
    var closes = tokens(answered, "connection").contains("close");
    var body = body(method, status, answered);
    open = !closes && (isFramed(answered) || !mayHaveBody(method, status));
    return new Answer(status, answered, body);
  }

  private static int status(String line) throws IOException {
    if (!line.matches("HTTP/1\\.[01] [1-9]\\d\\d( .*)?")) {
      throw new IOException("no HTTP/1.1 status line: " + line);
    }
    return Integer.parseInt(line.substring(9, 12));
  }

  private Map<String, List<String>> headers() throws IOException {
    var headers = new HashMap<String, List<String>>();
    for (int i = 0; i < HEADER_LIMIT; i++) {
      var line = line();
      if (line.isEmpty()) {
        return headers;
      }
      var colon = line.indexOf(':');
      if (colon < 1 || line.charAt(colon - 1) == ' ') {
        throw new IOException("no header: " + line);
      }
      headers
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    throw new IOException("more than " + HEADER_LIMIT + " headers");
  }

  private static String tokens(Map<String, List<String>> headers, String name) {
    return String.join(",", headers.getOrDefault(name, List.of())).toLowerCase(Locale.ROOT);
  }

  private static boolean isFramed(Map<String, List<String>> headers) {
    return headers.containsKey("content-length") || headers.containsKey("transfer-encoding");
  }

  private static boolean mayHaveBody(String method, int status) {
    return !method.equals("HEAD") && status != 204 && status != 304;
  }

  private byte[] body(String method, int status, Map<String, List<String>> headers)
      throws IOException {
    if (!mayHaveBody(method, status)) {
      return new byte[0];
    }
    if (headers.containsKey("transfer-encoding")) {
      if (!tokens(headers, "transfer-encoding").equals("chunked")
          || headers.containsKey("content-length")) {
        throw new IOException("the body is framed in a way that is not understood: " + headers);
      }
      return chunks();
    }
    if (headers.containsKey("content-length")) {
      return exactly(number(tokens(headers, "content-length"), 10));
    }
    return in.readNBytes(BODY_LIMIT_BYTES);
  }

  private byte[] chunks() throws IOException {
    var body = new ByteArrayOutputStream();
    while (true) {
      var size = number(line().split(";", 2)[0].strip(), 16);
      if (size == 0) {
        headers();
        return body.toByteArray();
      }
      if (body.size() + size > BODY_LIMIT_BYTES) {
        throw new IOException("the body is longer than " + BODY_LIMIT_BYTES + " bytes");
      }
      body.write(exactly(size));
      if (!line().isEmpty()) {
        throw new IOException("a chunk is longer than it says");
      }
    }
  }

  private byte[] exactly(int size) throws IOException {
    var bytes = in.readNBytes(size);
    if (bytes.length < size) {
      throw new EOFException("the answer ends after " + bytes.length + " of " + size + " bytes");
    }
    return bytes;
  }

  private static int number(String digits, int radix) throws IOException {
    try {
      var size = Long.parseLong(digits, radix);
      if (size >= 0 && size <= BODY_LIMIT_BYTES) {
        return (int) size;
      }
      throw new IOException("a length beyond the limit: " + digits);
    } catch (NumberFormatException e) {
      throw new IOException("no length: " + digits, e);
    }
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (var next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection was closed in the middle of an answer");
      }
      if (line.size() == LINE_LIMIT_BYTES) {
        throw new IOException("a line is longer than " + LINE_LIMIT_BYTES + " bytes");
      }
      line.write(next);
    }
    var text = line.toString(StandardCharsets.ISO_8859_1);
    if (!text.endsWith("\r")) {
      throw new IOException("a line does not end in CR LF");
    }
    return text.substring(0, text.length() - 1);
  }

  @Override
  public void close() throws IOException {
    open = false;
    socket.close();
  }
}
