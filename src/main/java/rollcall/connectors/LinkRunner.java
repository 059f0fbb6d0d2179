package rollcall.connectors;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import rollcall.switches.Link;

/// Keeps a link connected: runs it, and again after a pause whenever it ends. Thread-safe.
final class LinkRunner implements AutoCloseable {
  /// A connection that held for so long shows that the next attempt need not wait long.
  private static final Duration STABLE = Duration.ofSeconds(10);

  private final Link link;
  private final SourceHost host;
  private final Thread thread;
  private volatile boolean closed;

  private LinkRunner(String name, Link link, SourceHost host) {
    this.link = link;
    this.host = host;
    this.thread = Thread.ofVirtual().name("link of " + name).unstarted(this::run);
  }

  /// A runner of `link` for the source `name` that runs.
  static LinkRunner start(String name, Link link, SourceHost host) {
    var runner = new LinkRunner(name, link, host);
    runner.thread.start();
    return runner;
  }

  LinkState state() {
    return host.state();
  }

  private void run() {
    var backoff = new Backoff(ThreadLocalRandom.current());
    try {
      while (!closed) {
        var why = outcome();
        if (closed) {
          break;
        }
        if (hasHeld(host.state())) {
          backoff.reset();
        }
        host.lost(why);
        Thread.sleep(backoff.next());
      }
    } catch (InterruptedException _) {
      // That is how it is told to end.
    }
    host.ended();
  }

  private boolean hasHeld(LinkState state) {
    return state.connected() && state.since().plus(STABLE).isBefore(host.clock().instant());
  }

  /// Why the link ended.
  private String outcome() throws InterruptedException {
    try {
      link.run(host);
      return "It closed the connection.";
    } catch (IOException e) {
      return e.getMessage() == null ? e.toString() : e.getMessage();
    } catch (RuntimeException | Error e) {
      // A fault of ours, or memory that was short once, must not end this source for good.
      return "Its messages made the link fail: " + e;
    }
  }

  /// Ends the connection, and returns when it is ended.
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
