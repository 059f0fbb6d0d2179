package rollcall.connectors;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before a connection is tried again: twice as long each time, within bounds, and
/// by chance up to half of that less, so that many who lost the same switch do not come back in one
/// moment. One thread.
final class Backoff {
  static final Duration SHORTEST = Duration.ofMillis(500);
  static final Duration LONGEST = Duration.ofSeconds(30);

  private final RandomGenerator random;
  private Duration next = SHORTEST;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  Duration next() {
    var most = next;
    next = doubled(most, LONGEST);
    var half = most.toMillis() / 2;
    return Duration.ofMillis(half + random.nextLong(half + 1));
  }

  /// Twice `pause`, or `longest` if that is shorter.
  static Duration doubled(Duration pause, Duration longest) {
    var twice = pause.multipliedBy(2);
    return twice.compareTo(longest) < 0 ? twice : longest;
  }

  /// Begins anew, after a connection that held.
  void reset() {
    next = SHORTEST;
  }
}
