package rollcall.ingest;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import rollcall.calls.SaidOutcome;

/// The words in which sources that are not telephone switches tell how a call ended.
public final class OutcomeWord {
  private static final Map<String, SaidOutcome> WORDS =
      Map.of(
          "answered", SaidOutcome.IN_PROGRESS,
          "completed", SaidOutcome.IN_PROGRESS,
          "busy", SaidOutcome.BUSY,
          "no_answer", SaidOutcome.NO_ANSWER,
          "failed", SaidOutcome.FAILED,
          "canceled", SaidOutcome.CANCELLED,
          "cancelled", SaidOutcome.CANCELLED);

  private OutcomeWord() {}

  /// What `word` means for a call that is over, where it is known: `IN_PROGRESS` says that the
  /// parties talked before.
  public static Optional<SaidOutcome> of(String word) {
    return Optional.ofNullable(WORDS.get(word.toLowerCase(Locale.ROOT).replace('-', '_')));
  }
}
