package rollcall.calls;

import java.util.Locale;

/// What a source says in a word of how far a call has come or how it ended without an answer: the
/// dial status of a switch, the status word of a webhook. The order is that of weight: of two words
/// for one call, the later one here counts.
public enum SaidOutcome {
  /// A record that knows no better word for most ends; anything else said of the end counts more.
  PRESUMABLY_CANCELLED("cancelled"),
  /// The same, where all that is known is that nobody answered.
  PRESUMABLY_NO_ANSWER("no_answer"),
  /// The parties are talking; the call has not ended.
  IN_PROGRESS("in_progress"),
  /// The call could not be made.
  FAILED("failed"),
  /// It rang and nobody answered.
  NO_ANSWER("no_answer"),
  /// The caller gave up.
  CANCELLED("cancelled"),
  /// The called party was busy or declined.
  BUSY("busy");

  private final String status;

  SaidOutcome(String status) {
    this.status = status;
  }

  /// Whether it tells how a call ended.
  boolean isOutcome() {
    return this != IN_PROGRESS;
  }

  /// Whether it counts more than a named cause.
  boolean isCertain() {
    return compareTo(IN_PROGRESS) > 0;
  }

  /// What the final reply `code` to an INVITE, 300 or more, says by itself (RFC 3261, section 21).
  public static SaidOutcome ofFinalReply(long code) {
    return switch ((int) code) {
      // A handset's reject key sends 486 or 603, so both say that the person did not want it.
      case 486, 600, 603, 607 -> BUSY;
      case 487 -> CANCELLED;
      case 408, 480 -> NO_ANSWER;
      default -> FAILED;
    };
  }

  static SaidOutcome of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /// How it is stored.
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The status that it means.
  String status() {
    return status;
  }
}
