package rollcall.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Stands between a driver and its PostgreSQL, and counts how often the driver speaks after it
/// heard something: the round trips.
final class Eavesdropper implements AutoCloseable {
  private final DatabaseAddress server;
  private final ServerSocket listening;
  private final AtomicInteger turns = new AtomicInteger();

  private Eavesdropper(DatabaseAddress server, ServerSocket listening) {
    this.server = server;
    this.listening = listening;
  }

  static Eavesdropper of(DatabaseAddress server) {
    try {
      var listening = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
      var eavesdropper = new Eavesdropper(server, listening);
      Thread.ofPlatform().daemon().start(eavesdropper::accept);
      return eavesdropper;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The same database, reached through here.
  DatabaseAddress address() {
    return new DatabaseAddress(
        "127.0.0.1",
        listening.getLocalPort(),
        server.database(),
        server.user(),
        server.password(),
        server.parameters());
  }

  /// How many round trips `work` makes.
  int turnsOf(Runnable work) {
    var before = turns.get();
    work.run();
    return turns.get() - before;
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        var driver = listening.accept();
        var postgres = new Socket(server.host(), server.port());
        var heard = new AtomicBoolean(true);
        pass(driver, postgres, () -> count(heard));
        pass(postgres, driver, () -> heard.set(true));
      } catch (IOException _) {
        return; // closed
      }
    }
  }

  private void count(AtomicBoolean heard) {
    if (heard.getAndSet(false)) {
      turns.incrementAndGet();
    }
  }

  private static void pass(Socket from, Socket to, Runnable before) {
    Thread.ofVirtual()
        .start(
            () -> {
              try (from;
                  to) {
                pass(from.getInputStream(), to.getOutputStream(), before);
              } catch (IOException _) {
                return; // the other end left
              }
            });
  }

  private static void pass(InputStream from, OutputStream to, Runnable before) throws IOException {
    var buffer = new byte[1 << 16];
    for (var read = from.read(buffer); read >= 0; read = from.read(buffer)) {
      before.run();
      to.write(buffer, 0, read);
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
