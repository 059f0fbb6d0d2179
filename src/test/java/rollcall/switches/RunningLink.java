package rollcall.switches;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A link that runs on a thread of its own until it ends or is closed.
public final class RunningLink implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String INTERRUPTED = "interrupted";

  private final CompletableFuture<Optional<String>> end = new CompletableFuture<>();
  private final Thread thread;

  private RunningLink(Link link, LinkHost host) {
    this.thread = Thread.ofVirtual().unstarted(() -> run(link, host));
  }

  /// Starts `link` once.
  public static RunningLink start(Link link, LinkHost host) {
    var running = new RunningLink(link, host);
    running.thread.start();
    return running;
  }

  private void run(Link link, LinkHost host) {
    try {
      link.run(host);
      end.complete(Optional.empty());
    } catch (IOException e) {
      end.complete(Optional.of(String.valueOf(e.getMessage())));
    } catch (InterruptedException _) {
      end.complete(Optional.of(INTERRUPTED));
    } catch (RuntimeException | Error e) {
      end.completeExceptionally(e);
    }
  }

  /// Why it ended, nothing when that was in order; waits until it does.
  public Optional<String> end() {
    try {
      return end.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  /// Whether it still runs.
  public boolean isRunning() {
    return !end.isDone();
  }

  /// Interrupts it, and fails when it does not end soon by that.
  @Override
  public void close() {
    thread.interrupt();
    end();
  }
}
