package rollcall.inbox;

import java.time.Duration;
import java.util.List;
import rollcall.observe.Observation;
import rollcall.observe.Observer;
import rollcall.organisations.OrganisationId;

/// What became of an entry that was tried.
sealed interface Verdict {
  /// Tells the operator if any of `verdicts` is a refusal: one line for a batch, since anybody may
  /// send a lot of nonsense.
  static void tellRefused(List<Verdict> verdicts, OrganisationId organisation, Observer observer) {
    var refused = verdicts.stream().filter(Refused.class::isInstance).count();
    if (refused > 0) {
      observer.observe(
          new Observation.Notice(
              refused + " messages to " + organisation + " were refused; see rollcall inbox list"));
    }
  }

  /// It told what it had to tell.
  record Done() implements Verdict {}

  /// It is tried again after `delay`, since its call could not be written then.
  record Later(String reason, Duration delay) implements Verdict {}

  /// It never will, for that reason.
  record Refused(String reason) implements Verdict {}

  /// The call that `awaits` names is not known yet; it is tried again after `delay`, or when that
  /// is.
  record Early(String awaits, String reason, Duration delay) implements Verdict {}
}
