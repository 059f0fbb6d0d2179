package rollcall.switches;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import jdk.net.ExtendedSocketOptions;

/// A TCP connection to a switch. The system itself asks a silent peer every now and then whether it
/// is still there, so that one whose machine is gone is noticed within [#GONE_WITHIN] although it
/// has nothing to say. An interrupt closes it, on a virtual thread. One thread.
public final class SwitchSocket implements Closeable {
  private static final int IDLE_SECONDS = 20;
  private static final int INTERVAL_SECONDS = 5;
  private static final int PROBES = 3;

  /// After what time a peer whose machine or network is gone counts as gone.
  public static final Duration GONE_WITHIN =
      Duration.ofSeconds(IDLE_SECONDS + INTERVAL_SECONDS * PROBES);

  private static final Map<java.net.SocketOption<Integer>, Integer> KEEP_ALIVE =
      Map.of(
          ExtendedSocketOptions.TCP_KEEPIDLE, IDLE_SECONDS,
          ExtendedSocketOptions.TCP_KEEPINTERVAL, INTERVAL_SECONDS,
          ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);

  private final Socket socket;

  private SwitchSocket(Socket socket) {
    this.socket = socket;
  }

  /// Connects to `endpoint`. Fails with an [IOException] whose message, a sentence, says why it
  /// could not within that time.
  public static SwitchSocket connect(Endpoint endpoint, Duration within) throws IOException {
    var socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      keepAlive(socket);
      socket.connect(
          new InetSocketAddress(endpoint.host(), endpoint.port()),
          Math.toIntExact(within.toMillis()));
      return new SwitchSocket(socket);
    } catch (IOException e) {
      socket.close();
      throw new IOException(whyNot(endpoint, e), e);
    }
  }

  private static void keepAlive(Socket socket) throws IOException {
    socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    for (var option : KEEP_ALIVE.entrySet()) {
      if (socket.supportedOptions().contains(option.getKey())) {
        socket.setOption(option.getKey(), option.getValue());
      }
    }
  }

  private static String whyNot(Endpoint endpoint, IOException e) {
    return switch (e) {
      case UnknownHostException _ -> "The name " + endpoint.host() + " has no address.";
      case ConnectException _ -> "Nobody listens at " + endpoint + ".";
      case SocketTimeoutException _ -> endpoint + " does not answer.";
      default -> endpoint + " cannot be reached: " + e.getMessage() + ".";
    };
  }

  /// What the switch says. Reading fails with [SocketTimeoutException] after the time that
  /// [#patience] set.
  public InputStream in() throws IOException {
    return socket.getInputStream();
  }

  /// Sends all of `bytes`.
  public void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /// How long a read may wait from now on; zero for as long as it takes.
  public void patience(Duration patience) throws IOException {
    socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
  }

  /// What to tell of `e`, which broke a connection: its message is a sentence. Fails with
  /// [InterruptedException] when it was an interrupt that closed the connection.
  public static IOException explained(IOException e) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return switch (e) {
      case SocketTimeoutException _ -> new IOException("It said nothing for too long.", e);
      case SocketException _ -> new IOException("The connection broke: " + e.getMessage() + ".", e);
      default -> e;
    };
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
