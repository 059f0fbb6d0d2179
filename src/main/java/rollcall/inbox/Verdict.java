package rollcall.inbox;

import java.time.Duration;

/// What became of an entry that was tried.
sealed interface Verdict {
  /// It told what it had to tell.
  record Done() implements Verdict {}

  /// It never will, for that reason.
  record Refused(String reason) implements Verdict {}

  /// The call that `awaits` names is not known yet; it is tried again after `delay`, or when that
  /// is.
  record Early(String awaits, String reason, Duration delay) implements Verdict {}
}
