package rollcall.inbox;

import java.time.Duration;
import java.util.Optional;

/// How long a report waits for the call that it is about: the delays double from one to the next up
/// to `longest`, and end after about `inAll` of trying, not of waiting for a server that was off.
record Patience(Duration longest, Duration inAll) {
  private static final Duration FIRST = Duration.ofSeconds(1);

  /// For a call that the same source will tell of.
  static final Patience FOR_A_CALL = new Patience(Duration.ofMinutes(5), Duration.ofHours(1));

  /// For one that another source may tell of, or not: that wakes it, so that it is seldom tried.
  static final Patience FOR_ANOTHERS_CALL = new Patience(Duration.ofHours(1), Duration.ofHours(1));

  /// The delay after that many earlier attempts and the one that just failed; nothing when it was
  /// the last.
  Optional<Duration> after(int attempts) {
    var spent = Duration.ZERO;
    var delay = FIRST;
    for (int i = 0; i < attempts && spent.compareTo(inAll) < 0; i++) {
      spent = spent.plus(delay);
      delay = shorter(delay.multipliedBy(2), longest);
    }
    return spent.compareTo(inAll) < 0 ? Optional.of(delay) : Optional.empty();
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
