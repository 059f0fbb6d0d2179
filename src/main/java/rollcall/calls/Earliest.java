package rollcall.calls;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// A value and the moment of the report that it is from. Of two, that of the earlier report counts,
/// so that what a source says first is never overwritten, in whatever order its reports arrive.
/// `value` is null only where a client stated that there is none.
record Earliest<T extends Comparable<T>>(@Nullable T value, Instant at) {
  /// A value that a client stated, which is before everything that is reported.
  static <T extends Comparable<T>> Earliest<T> stated(@Nullable T value) {
    return new Earliest<>(value, Instant.MIN);
  }

  boolean isStated() {
    return at.equals(Instant.MIN);
  }

  static <T extends Comparable<T>> @Nullable Earliest<T> join(
      @Nullable Earliest<T> one, @Nullable Earliest<T> other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return Comparator.<Earliest<T>, Instant>comparing(Earliest::at)
                .thenComparing(Earliest::value, Comparator.nullsFirst(Comparator.naturalOrder()))
                .compare(one, other)
            <= 0
        ? one
        : other;
  }
}
