package rollcall.api;

import java.time.Duration;

/// How far a list is counted whose count is not kept: no more than `rows`, and no longer than
/// `time`.
public record CountLimits(long rows, Duration time) {
  /// Those of a server that was told no others.
  public static final CountLimits DEFAULT = new CountLimits(100_000, Duration.ofSeconds(1));

  /// Checks that they are bounds.
  public CountLimits {
    if (rows < 1 || rows == Long.MAX_VALUE) {
      throw new IllegalArgumentException("rows must be 1 or more");
    }
    if (time.toMillis() < 1) {
      throw new IllegalArgumentException("time must be 1 ms or more");
    }
  }
}
