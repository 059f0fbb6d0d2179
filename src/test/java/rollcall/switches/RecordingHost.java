package rollcall.switches;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import rollcall.calls.OpenCall;
import rollcall.inbox.InboxKind;

/// Remembers what a link says, and says which calls are open.
public final class RecordingHost implements LinkHost {
  /// A message that a link handed over.
  public record Message(InboxKind kind, String body) {}

  private final List<Message> messages = new CopyOnWriteArrayList<>();
  private final List<String> connected = new CopyOnWriteArrayList<>();
  private final List<String> notices = new CopyOnWriteArrayList<>();
  private final AtomicInteger mostBytesKept = new AtomicInteger();
  private volatile Runnable whenKept = () -> {};
  private volatile Runnable whenAsked = () -> {};
  private final ReentrantLock gate = new ReentrantLock();
  private volatile Optional<List<OpenCall>> open = Optional.of(List.of());

  /// A call of which nothing was heard since `aliveAt`.
  public static OpenCall call(String callUuid, Instant aliveAt) {
    return new OpenCall(callUuid, false, aliveAt, aliveAt);
  }

  /// Answers with `calls` from now on.
  public void open(OpenCall... calls) {
    open = Optional.of(List.of(calls));
  }

  /// Does not know from now on.
  public void openUnknown() {
    open = Optional.empty();
  }

  /// Takes nothing from now on, as while the database is away, until [#goOn] on the same thread.
  public void holdUp() {
    gate.lock();
  }

  /// Takes what waits, and all after it.
  public void goOn() {
    gate.unlock();
  }

  /// All messages in their order.
  public List<Message> messages() {
    return messages;
  }

  /// The bodies of the messages of `kind`, as a link may hear them at any time.
  public List<String> bodies(InboxKind kind) {
    return messages.stream().filter(it -> it.kind() == kind).map(Message::body).toList();
  }

  /// With whom it was connected.
  public List<String> connections() {
    return connected;
  }

  /// What the operator was told.
  public List<String> notices() {
    return notices;
  }

  @Override
  public void hear(InboxKind kind, byte[] body) throws InterruptedException {
    gate.lockInterruptibly();
    try {
      messages.add(new Message(kind, new String(body, UTF_8)));
    } finally {
      gate.unlock();
    }
  }

  @Override
  public void keep(InboxKind kind, List<byte[]> bodies) {
    var all = new ArrayList<Message>();
    bodies.forEach(body -> all.add(new Message(kind, new String(body, UTF_8))));
    messages.addAll(all);
    mostBytesKept.accumulateAndGet(bodies.stream().mapToInt(it -> it.length).sum(), Math::max);
    whenKept.run();
  }

  /// The most bytes that were to be kept at once.
  public int mostBytesKept() {
    return mostBytesKept.get();
  }

  /// Does `action` from now on whenever messages are kept, before the link hears of it.
  public void whenKept(Runnable action) {
    whenKept = action;
  }

  /// Does `action` from now on whenever it is asked for the open calls.
  public void whenAsked(Runnable action) {
    whenAsked = action;
  }

  @Override
  public Optional<List<OpenCall>> openCalls() {
    whenAsked.run();
    return open;
  }

  @Override
  public void connected(String with) {
    connected.add(with);
  }

  @Override
  public void notice(String sentence) {
    notices.add(sentence);
  }

  @Override
  public Clock clock() {
    return Clock.systemUTC();
  }

  /// Waits until `condition` holds.
  public static void await(BooleanSupplier condition) throws InterruptedException {
    var deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("it did not come to pass");
      }
      Thread.sleep(2);
    }
  }
}
