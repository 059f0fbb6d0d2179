package rollcall.auth;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import rollcall.observe.Observer;

/// A key set at a URL, fetched by one thread of its own: every [#REFRESH_INTERVAL], and when a
/// token names an unknown key, though then at most once in [#FETCH_INTERVAL]. A request never
/// fetches; it waits for the fetch under way, [#MAX_WAIT] at most, and no more than [#MAX_WAITING]
/// of them do, so unknown keys can neither flood the other server nor pile up here. Thread-safe.
final class JwksUrl implements KeySource {
  /// The time between fetches that nobody asked for.
  static final Duration REFRESH_INTERVAL = Duration.ofMinutes(5);

  /// The least time between the starts of two fetches that were asked for.
  static final Duration FETCH_INTERVAL = Duration.ofSeconds(10);

  /// The longest that a fetch may take as a whole.
  static final Duration MAX_FETCH = Duration.ofSeconds(5);

  /// The longest that a request waits for a fetch.
  static final Duration MAX_WAIT = Duration.ofSeconds(2);

  /// The most requests that wait for a fetch; others go on with the keys known.
  static final int MAX_WAITING = 64;

  private final HttpRequest request;
  private final Clock clock;
  private final LoadedKeys keys;
  private final HttpClient client;
  private final ScheduledExecutorService worker;
  private final Semaphore waiting = new Semaphore(MAX_WAITING);
  private final ScheduledFuture<?> refresh;
  private Instant lastFetch = Instant.EPOCH;
  private @Nullable CompletableFuture<Void> flight;

  private JwksUrl(URI url, Clock clock, Observer observer) {
    this.request = HttpRequest.newBuilder(url).header("Accept", "application/json").build();
    this.clock = clock;
    this.keys = new LoadedKeys(url.toString(), observer);
    this.client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(MAX_FETCH)
            .build();
    this.worker =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("rollcall-keys").factory());
    var period = REFRESH_INTERVAL.toMillis();
    this.refresh =
        worker.scheduleWithFixedDelay(this::startFetch, period, period, TimeUnit.MILLISECONDS);
  }

  /// The key set at `url`; the first fetch is under way when this returns.
  static JwksUrl open(URI url, Clock clock, Observer observer) {
    var source = new JwksUrl(url, clock, observer);
    source.startFetch();
    return source;
  }

  @Override
  public KeySet current() {
    return keys.current();
  }

  @Override
  public KeySet renewed() {
    var awaited = fetchIfDue();
    if (awaited.isPresent() && waiting.tryAcquire()) {
      try {
        awaited
            .get()
            .copy()
            .completeOnTimeout(null, MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)
            .join();
      } finally {
        waiting.release();
      }
    }
    return keys.current();
  }

  private synchronized Optional<CompletableFuture<Void>> fetchIfDue() {
    // The absolute difference: a clock set back must not stop the fetching.
    var sinceLast = Duration.between(lastFetch, clock.instant()).abs();
    if (sinceLast.compareTo(FETCH_INTERVAL) >= 0) {
      startFetch();
    }
    return Optional.ofNullable(flight);
  }

  private synchronized void startFetch() {
    if (flight == null && !worker.isShutdown()) {
      lastFetch = clock.instant();
      flight = CompletableFuture.runAsync(this::fetch, worker);
    }
  }

  private void fetch() {
    try {
      load();
    } finally {
      synchronized (this) {
        flight = null;
      }
    }
  }

  private void load() {
    var exchange =
        client.sendAsync(
            request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), KeySetReader.MAX_BYTES));
    try {
      accept(exchange.get(MAX_FETCH.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      keys.unavailable(String.valueOf(e.getCause()));
    } catch (TimeoutException e) {
      exchange.cancel(true);
      keys.unavailable("there was no whole answer within " + MAX_FETCH.toSeconds() + " s");
    } catch (InterruptedException e) {
      exchange.cancel(true); // The source is being closed.
      Thread.currentThread().interrupt();
    }
  }

  private void accept(HttpResponse<byte[]> response) {
    if (response.statusCode() == 200) {
      keys.loaded(response.body());
    } else {
      keys.unavailable("the answer was " + response.statusCode());
    }
  }

  @Override
  public synchronized void close() {
    refresh.cancel(true);
    worker.shutdownNow();
    client.shutdownNow();
  }
}
