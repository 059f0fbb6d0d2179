package rollcall.ingest.asterisk;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import rollcall.calls.SaidOutcome;

/// Why nobody answered: the named cause of the hang-up, and the outcome. The word of a record, NO
/// ANSWER, is the same for a wrong number, for a party that declines and for a caller that gives
/// up; the record of the hang-up that follows tells the first two, and the length of the dial the
/// last.
record Unanswered(Optional<String> cause, SaidOutcome outcome) {
  private static final Pattern CAUSE = Pattern.compile("\\d{1,3}");

  /// The time-out is the second argument of a dial.
  private static final Pattern TIME_OUT =
      Pattern.compile("[^,]*,\\s*(\\d{1,6})(?:\\.\\d+)?\\s*(?:,.*)?");

  /// What `records`, all of one call, tell.
  static Unanswered of(List<CdrRecord> records) {
    var cause = records.stream().flatMap(record -> cause(record).stream()).findFirst();
    return new Unanswered(cause.flatMap(HangupCauses::name), outcome(records, cause));
  }

  private static Optional<Integer> cause(CdrRecord record) {
    return record.lastApplication().equals("Hangup") && CAUSE.matcher(record.lastData()).matches()
        ? Optional.of(Integer.valueOf(record.lastData()))
        : Optional.empty();
  }

  private static SaidOutcome outcome(List<CdrRecord> records, Optional<Integer> cause) {
    if (says(records, "BUSY") || cause.filter(HangupCauses::isDeclined).isPresent()) {
      return SaidOutcome.BUSY;
    }
    if (says(records, "CONGESTION") || says(records, "FAILED")) {
      return SaidOutcome.FAILED;
    }
    if (records.stream().anyMatch(Unanswered::rangOut)) {
      return SaidOutcome.NO_ANSWER;
    }
    // Where the switch came to hang up, the caller was still there.
    return cause.isPresent() ? SaidOutcome.PRESUMABLY_NO_ANSWER : SaidOutcome.PRESUMABLY_CANCELLED;
  }

  private static boolean says(List<CdrRecord> records, String disposition) {
    return records.stream().anyMatch(record -> record.disposition().equals(disposition));
  }

  private static boolean rangOut(CdrRecord record) {
    if (!record.lastApplication().equals("Dial")) {
      return false;
    }
    var timeOut = TIME_OUT.matcher(record.lastData());
    return timeOut.matches()
        && Duration.between(record.start(), record.end()).toSeconds()
            >= Long.parseLong(timeOut.group(1));
  }
}
