package rollcall.inbox;

import java.time.Duration;
import java.util.List;
import rollcall.observe.Observation;
import rollcall.observe.Observer;

/// Waits for threads that were told to end.
final class Threads {
  /// How long the end of the server waits for a thread that the next start can do without.
  static final Duration LAST_WORK = Duration.ofSeconds(15);

  private Threads() {}

  static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw interrupted(thread, e);
    }
  }

  /// Waits for all of `threads` together [#LAST_WORK] at most; one that hangs is left behind, and
  /// `observer` told so.
  static void joinSoon(List<Thread> threads, Observer observer) {
    var deadline = System.nanoTime() + LAST_WORK.toNanos();
    for (var thread : threads) {
      try {
        if (!thread.join(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
          observer.observe(new Observation.Notice("Not ended in time: " + thread.getName()));
        }
      } catch (InterruptedException e) {
        throw interrupted(thread, e);
      }
    }
  }

  private static IllegalStateException interrupted(Thread thread, InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while stopping " + thread.getName(), e);
  }
}
