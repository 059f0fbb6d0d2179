package rollcall.calls;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When things happened in a call, each as early as any report says, and the last sign of life.
record Moments(
    @Nullable Instant startedAt,
    @Nullable Instant rangAt,
    @Nullable Instant answeredAt,
    @Nullable Instant aliveAt) {
  static final Moments NONE = new Moments(null, null, null, null);

  Moments join(Moments other) {
    return new Moments(
        earlier(startedAt, other.startedAt),
        earlier(rangAt, other.rangAt),
        earlier(answeredAt, other.answeredAt),
        later(aliveAt, other.aliveAt));
  }

  /// Whether the same happened at the same times.
  boolean happenedLike(Moments other) {
    return withoutAliveAt().equals(other.withoutAliveAt());
  }

  Moments withoutAliveAt() {
    return new Moments(startedAt, rangAt, answeredAt, null);
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    return one == null || (other != null && other.isBefore(one)) ? other : one;
  }

  static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    return one == null || (other != null && other.isAfter(one)) ? other : one;
  }
}
