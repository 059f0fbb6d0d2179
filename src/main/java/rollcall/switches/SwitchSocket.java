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
import java.util.OptionalLong;
import jdk.net.ExtendedSocketOptions;

/// A TCP connection to a switch. The system itself asks a silent peer every now and then whether it
/// is still there, so that one whose machine is gone is noticed within [#GONE_WITHIN] although it
/// has nothing to say. An interrupt closes it, on a virtual thread. One thread reads, and one
/// sends.
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
  private OptionalLong deadline = OptionalLong.empty();

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
  /// [#patience] or [#until] set.
  public InputStream in() throws IOException {
    return new Reads(socket.getInputStream());
  }

  private final class Reads extends InputStream {
    private final InputStream in;

    private Reads(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      awaitDeadline();
      return in.read();
    }

    @Override
    public int read(byte[] bytes, int from, int most) throws IOException {
      awaitDeadline();
      return in.read(bytes, from, most);
    }
  }

  private void awaitDeadline() throws IOException {
    if (deadline.isPresent()) {
      var rest = Duration.ofNanos(deadline.getAsLong() - System.nanoTime()).toMillis();
      if (rest <= 0) {
        throw new SocketTimeoutException();
      }
      socket.setSoTimeout(Math.toIntExact(rest));
    }
  }

  /// Sends all of `bytes`.
  public void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /// How long each read may wait from now on; zero for as long as it takes.
  public void patience(Duration patience) throws IOException {
    deadline = OptionalLong.empty();
    socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
  }

  /// Until which moment of [System#nanoTime] all reads together may wait from now on, so that a
  /// peer that says a little every now and then takes no longer than a silent one.
  public void until(long moment) {
    deadline = OptionalLong.of(moment);
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
