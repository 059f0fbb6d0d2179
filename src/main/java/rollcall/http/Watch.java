package rollcall.http;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import rollcall.observe.Observation;
import rollcall.observe.Observer;

/// Keeps the time of every connection, on one thread: ends the idle, the too slow and the stuck,
/// and finds out who has left while a handler still works for him. Thread-safe.
final class Watch implements AutoCloseable {
  private static final Duration TICK = Duration.ofMillis(500);
  private static final Duration SHORTEST_TICK = Duration.ofMillis(10);
  private static final Duration DRAIN_TICK = Duration.ofMillis(10);
  private static final int SCRATCH_BYTES = 16 * 1024;

  private final ClientConnector connector;
  private final HttpLimits limits;
  private final Refusals refusals;
  private final Observer observer;
  private final ByteBuffer scratch = ByteBuffer.allocateDirect(SCRATCH_BYTES);
  private final Thread thread;

  private Watch(
      ClientConnector connector, HttpLimits limits, Refusals refusals, Observer observer) {
    this.connector = connector;
    this.limits = limits;
    this.refusals = refusals;
    this.observer = observer;
    this.thread = Thread.ofPlatform().name("http-watch").daemon().unstarted(this::run);
  }

  static Watch start(
      ClientConnector connector, HttpLimits limits, Refusals refusals, Observer observer) {
    var watch = new Watch(connector, limits, refusals, observer);
    watch.thread.start();
    return watch;
  }

  private void run() {
    var tick = tick();
    while (pause(tick)) {
      var now = System.nanoTime();
      connector.clients().forEach(client -> inspect(client, now));
    }
  }

  /// Short time-outs, which tests set, are kept as exactly as long ones.
  private Duration tick() {
    var shortest =
        limits.headerTimeout().compareTo(limits.idleTimeout()) < 0
            ? limits.headerTimeout()
            : limits.idleTimeout();
    var tick = shortest.dividedBy(4);
    tick = tick.compareTo(TICK) > 0 ? TICK : tick;
    return tick.compareTo(SHORTEST_TICK) < 0 ? SHORTEST_TICK : tick;
  }

  private static boolean pause(Duration time) {
    try {
      Thread.sleep(time);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void inspect(Client client, long now) {
    switch (client.inspect(now, limits, scratch)) {
      case NOTHING -> {}
      case IDLE -> client.close();
      case HEAD_TOO_SLOW -> client.dismiss(refusals.headTooSlow());
      case READS_TOO_SLOWLY -> cut(client, new TimeoutException("the client does not read"));
      case LEFT -> cut(client, Client.left());
    }
  }

  /// What is to be done when a client leaves is the handler's and may take its time or fail: this
  /// thread waits for neither.
  private void cut(Client client, Exception cause) {
    Thread.startVirtualThread(
        () -> {
          try {
            client.cut(cause);
          } catch (RuntimeException e) {
            observer.observe(
                new Observation.Failed(Refusals.UNKNOWN, Refusals.UNKNOWN, Refusals.UNKNOWN, e));
          }
        });
  }

  /// Closes every connection as soon as it is between requests; after `time` cuts the rest.
  void drain(Duration time) {
    var deadline = System.nanoTime() + time.toNanos();
    do {
      connector.clients().filter(Client::isWaiting).forEach(Client::close);
    } while (connector.clients().anyMatch(Client::isAnswering)
        && System.nanoTime() < deadline
        && pause(DRAIN_TICK));
    connector
        .clients()
        .filter(Client::isAnswering)
        .forEach(client -> cut(client, new TimeoutException("the server stops")));
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
