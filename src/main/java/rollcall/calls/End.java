package rollcall.calls;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// That a call ended, when, as far as that is known, and how it was learnt.
///
/// Of two ends that with the higher authority counts: a client's, a call detail record, a hang-up
/// event, one whose time is not known, an estimate. Of equal ones the earlier does; but of two
/// estimates the later, since the earlier may have been refuted in between.
record End(@Nullable Instant at, EndSource source) {
  private static final Comparator<End> BY_AUTHORITY =
      Comparator.comparingInt(End::authority)
          .thenComparing(
              (one, other) ->
                  one.at == null || other.at == null
                      ? 0
                      : one.isEstimate() ? one.at.compareTo(other.at) : other.at.compareTo(one.at))
          .thenComparing(End::source);

  boolean isEstimate() {
    return source.isEstimate();
  }

  private int authority() {
    if (isEstimate()) {
      return 0;
    }
    if (at == null) {
      return 1;
    }
    return switch (source) {
      case TIMEOUT, RESYNC, HANGUP -> 2;
      case CDR -> 3;
      case API -> 4;
    };
  }

  static @Nullable End join(@Nullable End one, @Nullable End other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return BY_AUTHORITY.compare(one, other) >= 0 ? one : other;
  }

  /// Whether a sign of life at that moment shows that the call did not end.
  boolean isRefutedBy(@Nullable Instant aliveAt) {
    return isEstimate() && at != null && aliveAt != null && aliveAt.isAfter(at);
  }
}
