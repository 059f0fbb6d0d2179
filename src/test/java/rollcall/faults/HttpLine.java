package rollcall.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import rollcall.faults.PlayedCall.Stage;
import rollcall.http.Answer;
import rollcall.http.RawClient;

/// A source that posts what it tells, and posts again whatever was not acknowledged.
final class HttpLine implements Line {
  private static final int SENDERS = 4;
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// Makes the request that tells of a stage, and says what its call then looks like.
  interface Language {
    String request(PlayedCall call, Stage stage);

    List<Stage> stages();

    PlayedCall.Row row(PlayedCall call);
  }

  private record Told(PlayedCall call, Stage stage) {}

  private final String source;
  private final int port;
  private final Language language;
  private final BlockingQueue<Told> waiting = new LinkedBlockingQueue<>();
  private final AtomicInteger unanswered = new AtomicInteger();
  private final List<Thread> senders = new ArrayList<>();
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final List<Duration> refusals = new CopyOnWriteArrayList<>();
  private final AtomicInteger repeated = new AtomicInteger();

  /// Posts to that port of this machine, whoever listens there.
  HttpLine(String source, int port, Language language) {
    this.source = source;
    this.port = port;
    this.language = language;
    for (int i = 0; i < SENDERS; i++) {
      senders.add(Thread.startVirtualThread(this::send));
    }
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public List<Stage> stages() {
    return language.stages();
  }

  @Override
  public PlayedCall.Row row(PlayedCall call) {
    return language.row(call);
  }

  @Override
  public void tell(PlayedCall call, Stage stage) {
    unanswered.incrementAndGet();
    waiting.add(new Told(call, stage));
  }

  private void send() {
    RawClient client = null;
    try {
      while (true) {
        var told = waiting.take();
        for (var isFirst = true; ; isFirst = false) {
          try {
            client = client == null ? new RawClient(port) : client;
            if (isAcknowledged(client, told)) {
              break;
            }
          } catch (IOException e) {
            // Nobody is there, or has died: nobody knows what became of it.
            client = closed(client);
          }
          repeated.addAndGet(isFirst ? 1 : 0);
          Thread.sleep(PAUSE);
        }
        unanswered.decrementAndGet();
      }
    } catch (InterruptedException _) {
      closed(client);
    }
  }

  private static RawClient closed(RawClient client) {
    try {
      if (client != null) {
        client.close();
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return null;
  }

  private boolean isAcknowledged(RawClient client, Told told) throws IOException {
    var began = System.nanoTime();
    client.send(language.request(told.call(), told.stage()));
    var answer = client.answer();
    if (answer.status() == 503) {
      refusals.add(Duration.ofNanos(System.nanoTime() - began));
      requireRetryAfter(answer);
      return false;
    }
    if (answer.status() / 100 != 2 || answer.status() == 202) {
      faults.add(answer.status() + " " + answer.body());
    }
    return true;
  }

  private void requireRetryAfter(Answer answer) {
    if (answer.field("Retry-After").isEmpty()) {
      faults.add("503 without Retry-After: " + answer.body());
    }
  }

  /// Whether it posts to a door, and not to the API.
  boolean isDoor() {
    return !source.equals("crm");
  }

  /// What was answered that may not be.
  List<String> faults() {
    return faults;
  }

  /// How long each answer took that was a refusal for now.
  List<Duration> refusals() {
    return refusals;
  }

  /// How many messages had to be sent more than once.
  int repeated() {
    return repeated.get();
  }

  @Override
  public void awaitTold() throws InterruptedException {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (unanswered.get() > 0) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(source + ": " + unanswered + " are not acknowledged");
      }
      Thread.sleep(20);
    }
  }

  @Override
  public void close() {
    senders.forEach(Thread::interrupt);
  }
}
