package rollcall.connectors;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import rollcall.inbox.Inbox;
import rollcall.inbox.InboxKind;
import rollcall.inbox.Message;
import rollcall.inbox.Read;
import rollcall.inbox.Receipt;
import rollcall.sources.Role;
import rollcall.sources.Source;

/// Takes what the links of a source hear and has it kept, in batches, however long the database is
/// away: then the queue fills, and after it those of the switch. Thread-safe.
final class Feed implements AutoCloseable {
  /// The most messages that wait to be kept.
  static final int MOST_WAITING = 50_000;

  /// The most that are kept at once.
  static final int BATCH = 500;

  /// Two, so that one batch is read while another is written; their order does not matter.
  private static final int THREADS = 2;

  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  /// How long the messages that wait may take when the feed is closed.
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private static final Duration POLL = Duration.ofMillis(100);

  private final Source source;
  private final Inbox inbox;
  private final WaitingBytes room;
  private final Clock clock;
  private final Consumer<String> notices;
  private final BlockingQueue<Message> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final List<Thread> threads;
  private volatile boolean closed;
  private volatile boolean ended;

  private Feed(
      Source source, Inbox inbox, WaitingBytes room, Clock clock, Consumer<String> notices) {
    this.source = source;
    this.inbox = inbox;
    this.room = room;
    this.clock = clock;
    this.notices = notices;
    this.threads =
        IntStream.range(0, THREADS)
            .mapToObj(i -> Thread.ofVirtual().name("feed of " + source.name().value()))
            .map(thread -> thread.unstarted(this::run))
            .toList();
  }

  /// A feed of `source` into `inbox` that runs; `room` bounds what waits in all feeds together.
  static Feed start(
      Source source, Inbox inbox, WaitingBytes room, Clock clock, Consumer<String> notices) {
    var feed = new Feed(source, inbox, room, clock, notices);
    feed.threads.forEach(Thread::start);
    return feed;
  }

  /// Takes one message; waits while there is no room for it.
  void hear(InboxKind kind, byte[] body) throws InterruptedException {
    room.take(body.length);
    try {
      waiting.put(message(kind, body));
    } catch (InterruptedException e) {
      room.give(body.length);
      throw e;
    }
    if (ended) {
      // Nobody takes it from there any more.
      giveUp();
    }
  }

  /// Drops what waits, and gives its number.
  private int giveUp() {
    var lost = new ArrayList<Message>();
    waiting.drainTo(lost);
    give(lost);
    return lost.size();
  }

  private void give(List<Message> messages) {
    messages.forEach(it -> room.give(it.size()));
  }

  /// Returns when all of `bodies` are kept.
  void keep(InboxKind kind, List<byte[]> bodies) throws InterruptedException {
    for (int from = 0; from < bodies.size(); from += BATCH) {
      var batch = bodies.subList(from, Math.min(bodies.size(), from + BATCH));
      keep(batch.stream().map(body -> message(kind, body)).toList());
    }
  }

  private Message message(InboxKind kind, byte[] body) {
    var message = Message.of(source.organisation(), source.name(), kind, clock.instant(), body);
    return source.role() == Role.ENRICH ? message.enriching() : message;
  }

  private void run() {
    // With all its room, so that what was taken for it is in it, whatever happens.
    var batch = new ArrayList<Message>(BATCH);
    try {
      while (!closed || !waiting.isEmpty()) {
        next(batch);
        keep(batch);
        give(batch);
        batch.clear();
      }
    } catch (InterruptedException _) {
      // The server stops and cannot keep them; what the switch still has is asked for at the start.
      give(batch);
      notices.accept(batch.size() + giveUp() + " messages could not be kept before the end.");
    }
  }

  private void next(List<Message> batch) throws InterruptedException {
    var first = waiting.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
    if (first != null) {
      batch.add(first);
      waiting.drainTo(batch, BATCH - 1);
    }
  }

  private void keep(List<Message> messages) throws InterruptedException {
    var pause = SHORTEST_PAUSE;
    for (var rest = put(messages); !rest.isEmpty(); rest = put(rest)) {
      Thread.sleep(pause);
      pause = Backoff.doubled(pause, LONGEST_PAUSE);
    }
  }

  private Read read(Message message) {
    return Read.of(message, source.settings().directions());
  }

  /// Reads `messages` and puts them into the inbox, and gives those that have to be put again.
  private List<Message> put(List<Message> messages) {
    try {
      return rest(messages, inbox.putAll(messages.stream().map(this::read).toList()));
    } catch (RuntimeException | Error e) {
      // Whatever it is, such as a lack of memory: they are put again.
      notices.accept("Messages must wait: " + e);
      return messages;
    }
  }

  private List<Message> rest(List<Message> messages, List<Receipt> receipts) {
    var rest = new ArrayList<Message>();
    for (int i = 0; i < messages.size(); i++) {
      switch (receipts.get(i)) {
        case NEW, KNOWN -> {}
        case OVERLOADED, UNAVAILABLE -> rest.add(messages.get(i));
        case IMPOSSIBLE -> notices.accept("A message cannot be kept; it is lost.");
      }
    }
    return rest;
  }

  /// Takes no more, and waits a little until what waits is kept; the links have ended before.
  @Override
  public void close() {
    closed = true;
    var deadline = System.nanoTime() + LAST_WORDS.toNanos();
    try {
      for (var thread : threads) {
        if (!thread.join(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
          thread.interrupt();
          thread.join();
        }
      }
    } catch (InterruptedException _) {
      threads.forEach(Thread::interrupt);
      Thread.currentThread().interrupt();
    } finally {
      ended = true;
      giveUp();
    }
  }
}
