package rollcall.connectors;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import rollcall.inbox.Inbox;
import rollcall.inbox.InboxKind;
import rollcall.inbox.Keyed;
import rollcall.inbox.Message;
import rollcall.sources.Role;
import rollcall.sources.Source;

/// Takes what the links of a source hear and has it kept, in batches, however long the database is
/// away: then the queue fills, and after it those of the switch. Thread-safe.
final class Feed implements AutoCloseable {
  /// The most messages that wait to be kept.
  static final int MOST_WAITING = 50_000;

  /// The most that are kept at once.
  static final int BATCH = 500;

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
  private final Thread thread;
  private volatile boolean closed;
  private volatile boolean ended;

  private Feed(
      Source source, Inbox inbox, WaitingBytes room, Clock clock, Consumer<String> notices) {
    this.source = source;
    this.inbox = inbox;
    this.room = room;
    this.clock = clock;
    this.notices = notices;
    this.thread = Thread.ofVirtual().name("feed of " + source.name().value()).unstarted(this::run);
  }

  /// A feed of `source` into `inbox` that runs; `room` bounds what waits in all feeds together.
  static Feed start(
      Source source, Inbox inbox, WaitingBytes room, Clock clock, Consumer<String> notices) {
    var feed = new Feed(source, inbox, room, clock, notices);
    feed.thread.start();
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
    try {
      while (!closed || !waiting.isEmpty()) {
        var first = waiting.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
          var batch = new ArrayList<Message>();
          batch.add(first);
          waiting.drainTo(batch, BATCH - 1);
          try {
            keepByHalves(batch);
          } finally {
            give(batch);
          }
        }
      }
    } catch (InterruptedException _) {
      // The server stops and cannot keep them; what the switch still has is asked for at the start.
      notices.accept(giveUp() + " messages could not be kept before the end.");
    } finally {
      ended = true;
      giveUp();
    }
  }

  /// Finds what makes a batch fail, a fault of ours, so that the others are kept and those after
  /// it.
  private void keepByHalves(List<Message> batch) throws InterruptedException {
    try {
      keep(batch);
    } catch (RuntimeException | Error e) {
      if (batch.size() == 1) {
        notices.accept("A message cannot be kept; it is lost: " + e);
        return;
      }
      keepByHalves(batch.subList(0, batch.size() / 2));
      keepByHalves(batch.subList(batch.size() / 2, batch.size()));
    }
  }

  private void keep(List<Message> messages) throws InterruptedException {
    var rest = messages.stream().map(it -> new Keyed(it, it.key())).toList();
    var pause = SHORTEST_PAUSE;
    for (rest = put(rest); !rest.isEmpty(); rest = put(rest)) {
      Thread.sleep(pause);
      pause = Backoff.doubled(pause, LONGEST_PAUSE);
    }
  }

  /// Puts `keyed` into the inbox, and gives those that have to be put again.
  private List<Keyed> put(List<Keyed> keyed) {
    var receipts = inbox.putAll(keyed);
    var rest = new ArrayList<Keyed>();
    for (int i = 0; i < keyed.size(); i++) {
      switch (receipts.get(i)) {
        case NEW, KNOWN -> {}
        case OVERLOADED, UNAVAILABLE -> rest.add(keyed.get(i));
        case IMPOSSIBLE -> notices.accept("A message cannot be kept; it is lost.");
      }
    }
    return rest;
  }

  /// Takes no more, and waits a little until what waits is kept; the links have ended before.
  @Override
  public void close() {
    closed = true;
    try {
      if (!thread.join(LAST_WORDS)) {
        thread.interrupt();
        thread.join();
      }
    } catch (InterruptedException _) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
