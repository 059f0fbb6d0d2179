package rollcall.calls;

import java.util.Comparator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is known of why a call ended. Each part is joined by itself, by an order of its values, so
/// that no report's time matters.
record Evidence(
    @Nullable String hangupCause,
    @Nullable Long sipCode,
    @Nullable HangupParty hangupBy,
    @Nullable SaidOutcome said) {
  static final Evidence NONE = new Evidence(null, null, null, null);

  private static final long REQUEST_TERMINATED = 487;

  /// Causes that a switch gives when it knows no better one.
  private static final Set<String> VAGUE =
      Set.of("NORMAL_CLEARING", "NORMAL_UNSPECIFIED", "UNSPECIFIED", "NONE", "INTERWORKING");

  /// Whether `cause` says nothing of how a call without an answer ended.
  static boolean isVague(String cause) {
    return VAGUE.contains(cause);
  }

  /// Whether the called party's final reply was an answer (RFC 3261, section 21.2).
  boolean isSuccess() {
    return sipCode != null && sipCode >= 200 && sipCode < 300;
  }

  Evidence join(Evidence other) {
    return new Evidence(
        best(hangupCause, other.hangupCause, Comparator.comparing(VAGUE::contains).reversed()),
        // That the caller gave up is the end, whatever places said that were tried before. Else, a
        // proxy passes 503 on as 500, and 6xx speaks for all places.
        best(sipCode, other.sipCode, Comparator.comparing(code -> code == REQUEST_TERMINATED)),
        best(hangupBy, other.hangupBy, Comparator.reverseOrder()),
        best(said, other.said, Comparator.naturalOrder()));
  }

  /// The greater of two, where either may be missing; by their own order where `order` is silent.
  private static <T extends Comparable<T>> @Nullable T best(
      @Nullable T one, @Nullable T other, Comparator<? super T> order) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    var compared = order.compare(one, other);
    return (compared == 0 ? one.compareTo(other) : compared) >= 0 ? one : other;
  }
}
