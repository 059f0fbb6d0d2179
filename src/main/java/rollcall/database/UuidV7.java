package rollcall.database;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/// Makes the ids of rows: UUIDs of version 7, which begin with the time, so that rows that are made
/// together lie together in an index. Those of one maker rise strictly, also within a millisecond
/// and when the clock steps back. Thread-safe.
public final class UuidV7 {
  private static final int COUNTER_LIMIT = 1 << 12;

  private final SecureRandom random = new SecureRandom();
  private final Clock clock;
  private long millis;
  private int counter;

  /// A maker that takes the time from `clock`.
  public UuidV7(Clock clock) {
    this.clock = clock;
  }

  /// The next id.
  public synchronized UUID next() {
    var now = clock.millis();
    if (now > millis) {
      startMillisecond(now);
    } else if (++counter == COUNTER_LIMIT) {
      // More ids than fit into the millisecond: borrow from the next one.
      startMillisecond(millis + 1);
    }
    return new UUID(
        millis << 16 | 0x7000 | counter, random.nextLong() >>> 2 | 0x8000_0000_0000_0000L);
  }

  /// What no id that was made before `moment` reaches, and no later one is below.
  public static UUID firstAt(Instant moment) {
    return new UUID(moment.toEpochMilli() << 16, 0);
  }

  /// The counter begins at random, in its lower half to leave room to count.
  private void startMillisecond(long at) {
    millis = at;
    counter = random.nextInt(COUNTER_LIMIT / 2);
  }
}
