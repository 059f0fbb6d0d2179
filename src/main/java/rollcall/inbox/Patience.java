package rollcall.inbox;

import java.time.Duration;
import java.util.Optional;

/// How long a report waits for the call that it is about: the delays double from one to the next,
/// and end after about an hour of trying, not of waiting for a server that was off.
final class Patience {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Duration IN_ALL = Duration.ofHours(1);

  private Patience() {}

  /// The delay after that many earlier attempts and the one that just failed; nothing when it was
  /// the last.
  static Optional<Duration> after(int attempts) {
    var spent = Duration.ZERO;
    var delay = FIRST;
    for (int i = 0; i < attempts && spent.compareTo(IN_ALL) < 0; i++) {
      spent = spent.plus(delay);
      delay = shorter(delay.multipliedBy(2), LONGEST);
    }
    return spent.compareTo(IN_ALL) < 0 ? Optional.of(delay) : Optional.empty();
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
