package rollcall.verify;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Sends vectors to a deployment over a few connections and checks every answer.
public final class Verification {
  private static final int CONNECTIONS = 4;

  /// A vector whose answer was not right, and in what.
  public record Failure(Vector vector, List<Difference> differences) {}

  private final URI url;
  private final String base;
  private final Map<UUID, String> tokens;
  private final IntConsumer progress;
  private final ConcurrentLinkedQueue<Vector> waiting;
  private final ConcurrentLinkedQueue<Failure> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger done = new AtomicInteger();

  private Verification(
      List<Vector> vectors, URI url, Map<UUID, String> tokens, IntConsumer progress) {
    this.url = url;
    this.base = url.getScheme() + "://" + url.getRawAuthority();
    this.tokens = Map.copyOf(tokens);
    this.progress = progress;
    this.waiting = new ConcurrentLinkedQueue<>(vectors);
  }

  /// Gives the vectors whose answers differ, in the order of the file. `tokens` holds the bearer
  /// token of each organisation; `progress` hears how many vectors are done, from several threads.
  /// Fails when `url` does not take a connection.
  public static List<Failure> run(
      List<Vector> vectors, URI url, Map<UUID, String> tokens, IntConsumer progress)
      throws IOException, InterruptedException {
    Connection.open(url).close();
    var verification = new Verification(vectors, url, tokens, progress);
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < CONNECTIONS; i++) {
      threads.add(Thread.ofVirtual().start(verification::work));
    }
    for (var thread : threads) {
      thread.join();
    }
    return verification.failures.stream()
        .sorted(Comparator.comparingInt(failure -> vectors.indexOf(failure.vector())))
        .toList();
  }

  private void work() {
    for (var next = waiting.poll(); next != null; ) {
      next = workOverOneConnection(next);
    }
  }

  /// Works from `first` until the connection ends, and gives the vector that comes next, if any.
  private @Nullable Vector workOverOneConnection(Vector first) {
    var current = first;
    try (var connection = Connection.open(url)) {
      while (connection.isOpen()) {
        verify(current, connection);
        progress.accept(done.incrementAndGet());
        var next = waiting.poll();
        if (next == null) {
          return null;
        }
        current = next;
      }
      return current;
    } catch (IOException e) {
      failures.add(
          new Failure(current, List.of(new Difference("answer", "an HTTP answer", e.toString()))));
      progress.accept(done.incrementAndGet());
      return waiting.poll();
    }
  }

  private void verify(Vector vector, Connection connection) throws IOException {
    var headers = new LinkedHashMap<>(vector.headers());
    var token = tokens.get(vector.organisation());
    if (token != null) {
      headers.put("Authorization", "Bearer " + token);
    }
    var answer = connection.send(vector.method(), vector.target(), headers);
    var differences = Checker.check(vector, base, answer);
    if (!differences.isEmpty()) {
      failures.add(new Failure(vector, differences));
    }
  }
}
