package rollcall.switches;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Listens on a loopback port and lets a script talk to each that connects.
public final class FakeSwitch implements AutoCloseable {
  /// What it says and hears on one connection, which is closed when this returns.
  @FunctionalInterface
  public interface Script {
    /// Talks.
    void talk(Socket socket) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final Script script;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();

  private FakeSwitch(ServerSocket server, Script script) {
    this.server = server;
    this.script = script;
  }

  /// One that talks by `script`.
  public static FakeSwitch listen(Script script) {
    try {
      var fake = new FakeSwitch(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
      fake.threads.add(Thread.startVirtualThread(fake::accept));
      return fake;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// An endpoint where nobody listens.
  public static Endpoint nobody() {
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new Endpoint("127.0.0.1", free.getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where it listens.
  public Endpoint endpoint() {
    return new Endpoint("127.0.0.1", server.getLocalPort());
  }

  private void accept() {
    try {
      while (true) {
        var socket = server.accept();
        sockets.add(socket);
        threads.add(Thread.startVirtualThread(() -> talk(socket)));
      }
    } catch (IOException _) {
      // That is how it is closed.
    }
  }

  private void talk(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      script.talk(socket);
    } catch (IOException | InterruptedException _) {
      // The link has gone, or the test is over.
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      for (var socket : sockets) {
        socket.close();
      }
      for (var thread : threads) {
        thread.interrupt();
        thread.join();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
