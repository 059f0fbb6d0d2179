package rollcall.database;

import java.util.Optional;

/// A wish to stop the statements of one [Session], which may come at any time and from any thread.
/// Thread-safe.
public final class Cancellation {
  private boolean cancelled;
  private Optional<Runnable> running = Optional.empty();

  /// Nothing to stop yet.
  public Cancellation() {}

  /// Stops the statement that runs now, if any, and every later one.
  public synchronized void cancel() {
    cancelled = true;
    running.ifPresent(Runnable::run);
  }

  /// Whether [#cancel] was called.
  public synchronized boolean isCancelled() {
    return cancelled;
  }

  /// Says how to stop the statement that runs from now on; false when it must not even start.
  synchronized boolean attach(Runnable cancel) {
    running = Optional.of(cancel);
    return !cancelled;
  }

  /// Says that nothing runs any more.
  synchronized void detach() {
    running = Optional.empty();
  }
}
