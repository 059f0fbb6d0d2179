package rollcall.inbox;

import java.time.Duration;

/// What became of an entry that was tried.
sealed interface Verdict {
  /// It told what it had to tell.
  record Done() implements Verdict {}

  /// It never will, for that reason.
  record Refused(String reason) implements Verdict {}

  /// Its call, `callUuid`, is not known yet; it is tried again after `delay`, or when the call is.
  record Early(String callUuid, String reason, Duration delay) implements Verdict {}
}
