package rollcall.http;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;

/// One connection, seen as the client at its other end: what it is waiting for and since when, so
/// that the [Watch] can hold it to its time, and whether it has left.
///
/// An HTTP/1.1 server does not read while it works on an answer, so it would learn of a client that
/// left only by writing. Here the Watch reads ahead during slow requests; what it finds is kept in
/// `ahead` and given to the protocol before anything else is read. Thread-safe.
final class Client extends SocketChannelEndPoint {
  /// What the connection is at.
  private enum Phase {
    /// Between requests.
    WAITING,
    /// The head of a request has begun to arrive.
    RECEIVING,
    /// A request is being answered.
    ANSWERING,
    /// Nothing may be answered any more.
    OVER
  }

  /// What the Watch found, and has to do something about.
  enum Finding {
    NOTHING,
    IDLE,
    HEAD_TOO_SLOW,
    READS_TOO_SLOWLY,
    LEFT
  }

  private static final long QUICK_NANOS = 500_000_000;
  private static final int AHEAD_BYTES = 64 * 1024;
  private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

  private final boolean surplus;
  private final Object lock = new Object();
  private Phase phase = Phase.WAITING;
  private long since = System.nanoTime();
  private Runnable whenLeft = Client::doNothing;
  private ByteBuffer ahead = EMPTY;
  private String target = "";
  private boolean filling;
  private boolean gone;
  private boolean writing;
  private long writingSince;

  Client(
      SocketChannel channel,
      ManagedSelector selector,
      SelectionKey key,
      Scheduler scheduler,
      boolean surplus) {
    super(channel, selector, key, scheduler);
    this.surplus = surplus;
  }

  static Client of(Request request) {
    return (Client) request.getConnectionMetaData().getConnection().getEndPoint();
  }

  private static void doNothing() {}

  /// A request for `sent` has begun to arrive. Only the thread that reads requests calls it, which
  /// then has the request answered before it reads the next.
  void asksFor(String sent) {
    target = sent;
  }

  /// The target of the request that is being answered.
  String target() {
    return target;
  }

  /// Whether it came when as many clients were there as the limit allows.
  boolean isSurplus() {
    return surplus;
  }

  /// A request is there: runs `action` should the client leave before [#answered]. False when its
  /// time was over just before, and nothing may be written.
  boolean begin(Runnable action) {
    synchronized (lock) {
      if (phase == Phase.OVER) {
        return false;
      }
      phase = Phase.ANSWERING;
      since = System.nanoTime();
      whenLeft = action;
      return true;
    }
  }

  /// The answer is complete.
  void answered() {
    synchronized (lock) {
      if (phase == Phase.ANSWERING) {
        phase = Phase.WAITING;
        since = System.nanoTime();
      }
      whenLeft = Client::doNothing;
      writing = false;
    }
  }

  /// A part of the answer is about to be written.
  void writing() {
    synchronized (lock) {
      writing = true;
      writingSince = System.nanoTime();
    }
  }

  /// The part is written.
  void written() {
    synchronized (lock) {
      writing = false;
    }
  }

  boolean isAnswering() {
    synchronized (lock) {
      return phase == Phase.ANSWERING;
    }
  }

  boolean isWaiting() {
    synchronized (lock) {
      return phase == Phase.WAITING;
    }
  }

  /// Whether it left, or was cut.
  boolean isGone() {
    synchronized (lock) {
      return gone;
    }
  }

  /// Ends the connection so that the client cannot take what it has for the whole, and runs what
  /// was to be done when it leaves.
  void cut(Throwable cause) {
    Runnable action;
    synchronized (lock) {
      gone = true;
      phase = Phase.OVER;
      action = whenLeft;
      whenLeft = Client::doNothing;
    }
    try {
      action.run();
    } finally {
      reset(cause);
    }
  }

  /// A reset instead of an orderly end: without a length or chunks the latter would look complete.
  private void reset(Throwable cause) {
    try {
      getChannel().setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
    close(cause);
  }

  /// Sends `answer` as far as it goes at once, and ends the connection.
  void dismiss(ByteBuffer answer) {
    try {
      getChannel().write(answer);
      close();
    } catch (IOException e) {
      close(e);
    }
  }

  /// Looks at the time and at the socket. Only the Watch calls it; `scratch` is its to lend.
  Finding inspect(long now, HttpLimits limits, ByteBuffer scratch) {
    synchronized (lock) {
      return switch (phase) {
        case WAITING -> over(Finding.IDLE, now - since > limits.idleTimeout().toNanos());
        case RECEIVING ->
            over(Finding.HEAD_TOO_SLOW, now - since > limits.headerTimeout().toNanos());
        case ANSWERING -> {
          if (writing && now - writingSince > limits.idleTimeout().toNanos()) {
            yield Finding.READS_TOO_SLOWLY;
          }
          yield now - since > QUICK_NANOS && hasLeft(scratch) ? Finding.LEFT : Finding.NOTHING;
        }
        case OVER -> Finding.NOTHING;
      };
    }
  }

  private Finding over(Finding finding, boolean late) {
    if (!late) {
      return Finding.NOTHING;
    }
    phase = Phase.OVER;
    return finding;
  }

  /// Reads ahead, unless someone reads or waits to read anyhow and will see for himself.
  private boolean hasLeft(ByteBuffer scratch) {
    if (filling || isFillInterested() || ahead.remaining() >= AHEAD_BYTES) {
      return false;
    }
    try {
      scratch.clear();
      int count = getChannel().read(scratch);
      if (count > 0) {
        keep(scratch.flip());
      }
      return count < 0;
    } catch (IOException reset) {
      return true;
    }
  }

  private void keep(ByteBuffer more) {
    ahead = ByteBuffer.allocate(ahead.remaining() + more.remaining()).put(ahead).put(more).flip();
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    synchronized (lock) {
      if (ahead.hasRemaining()) {
        int count = BufferUtil.append(buffer, ahead);
        received();
        return count;
      }
      // Not under the lock: the end of the stream runs callbacks, which take locks of their own.
      filling = true;
    }
    int count = 0;
    try {
      count = super.fill(buffer);
      return count;
    } finally {
      synchronized (lock) {
        filling = false;
        if (count > 0) {
          received();
        }
      }
    }
  }

  private void received() {
    if (phase == Phase.WAITING) {
      phase = Phase.RECEIVING;
      since = System.nanoTime();
    }
  }

  @Override
  protected void needsFillInterest() {
    boolean ready;
    synchronized (lock) {
      ready = ahead.hasRemaining();
    }
    if (ready) {
      // The selector would wait for bytes that have come already.
      Thread.startVirtualThread(getFillInterest()::fillable);
    } else {
      super.needsFillInterest();
    }
  }

  @Override
  protected void onIdleExpired(TimeoutException timeout) {
    // Jetty sets an idle time-out while it stops; slow answers must survive it.
  }

  /// The failure of a connection whose client left.
  static EofException left() {
    return new EofException("the client left");
  }
}
