package rollcall.calls;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The words of `status` and how they follow on each other.
final class Statuses {
  static final String INITIATED = "initiated";
  static final String RINGING = "ringing";
  static final String ANSWERED = "answered";
  static final String IN_PROGRESS = "in_progress";
  static final String COMPLETED = "completed";
  static final String FAILED = "failed";
  static final String BUSY = "busy";
  static final String NO_ANSWER = "no_answer";
  static final String CANCELLED = "cancelled";

  /// All of them, in the order of the published reference.
  static final List<String> ALL =
      List.of(
          INITIATED, RINGING, ANSWERED, IN_PROGRESS, COMPLETED, FAILED, BUSY, NO_ANSWER, CANCELLED);

  private static final Set<String> TERMINAL = Set.of(COMPLETED, FAILED, BUSY, NO_ANSWER, CANCELLED);

  private Statuses() {}

  /// Whether a call of that status is over.
  static boolean isTerminal(@Nullable String status) {
    return status != null && TERMINAL.contains(status);
  }

  /// Whether a call of that status was answered and goes on.
  static boolean isAnswered(@Nullable String status) {
    return ANSWERED.equals(status) || IN_PROGRESS.equals(status);
  }

  /// Whether a call may go from one status to the other: never back, and from one that is over only
  /// to another that is.
  static boolean mayFollow(@Nullable String from, @Nullable String to) {
    return rank(to) >= rank(from);
  }

  /// How far a call of that status has come.
  static int rank(@Nullable String status) {
    return switch (status) {
      case null -> 0;
      case INITIATED -> 0;
      case RINGING -> 1;
      case ANSWERED, IN_PROGRESS -> 2;
      default -> 3;
    };
  }
}
