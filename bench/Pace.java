package bench;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Gives events their turns: as soon as somebody can send one, or so many a second, whether or not
/// those before them were taken. Thread-safe.
final class Pace {
  /// An event, and when its turn was or is, by [System#nanoTime].
  record Turn(long event, long due) {}

  private final long first;
  private final double nanosEach;
  private final long began = System.nanoTime();
  private final long ends;
  private final AtomicLong next;

  private Pace(long first, double nanosEach, Duration length) {
    this.first = first;
    this.nanosEach = nanosEach;
    this.ends = began + length.toNanos();
    this.next = new AtomicLong(first);
  }

  /// As many as can be, from the event `first` on.
  static Pace most(long first, Duration length) {
    return new Pace(first, 0, length);
  }

  /// So many a second.
  static Pace steady(long first, double perSecond, Duration length) {
    return new Pace(first, 1e9 / perSecond, length);
  }

  /// Waits for the turn of the next event; null when the time is over.
  Turn next() {
    var now = System.nanoTime();
    if (nanosEach == 0) {
      return now < ends ? new Turn(next.getAndIncrement(), now) : null;
    }
    var event = next.getAndIncrement();
    var due = began + (long) ((event - first) * nanosEach);
    if (due >= ends) {
      next.decrementAndGet();
      return null;
    }
    for (; now < due; now = System.nanoTime()) {
      LockSupport.parkNanos(due - now);
    }
    return new Turn(event, due);
  }

  /// Whether it is so many a second.
  boolean isSteady() {
    return nanosEach > 0;
  }

  /// When it began, by [System#nanoTime].
  long began() {
    return began;
  }

  /// How many turns there were.
  long events() {
    return next.get() - first;
  }
}
