package rollcall.calls;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What follows from the facts of a call: the status, the times as they are shown, and the lengths
/// that they give. `reportedAnsweredAt` and `reportedEndedAt` are what was reported where that
/// cannot be, since another report puts the call's beginning later: clocks of two hosts disagree.
record CallState(
    @Nullable String status,
    @Nullable Instant answeredAt,
    @Nullable Instant endedAt,
    @Nullable Instant reportedAnsweredAt,
    @Nullable Instant reportedEndedAt,
    @Nullable Long durationSeconds,
    @Nullable Long ringSeconds,
    @Nullable Long talkSeconds) {

  /// The one derivation. It depends on nothing but `facts`.
  static CallState of(CallFacts facts) {
    var moments = facts.moments();
    var started = moments.startedAt();
    var answered =
        facts.isStated(Stated.AS_GIVEN) ? null : notBefore(started, moments.answeredAt());
    var shownAnswered = answered == null ? moments.answeredAt() : answered;
    var end = facts.end();
    var reportedEnd = end == null ? null : end.at();
    var ended =
        facts.isStated(Stated.AS_GIVEN)
            ? null
            : notBefore(Moments.later(started, shownAnswered), reportedEnd);
    var shownEnded = ended == null ? reportedEnd : ended;
    var status = status(facts);
    return new CallState(
        status,
        shownAnswered,
        shownEnded,
        answered == null ? null : moments.answeredAt(),
        ended == null ? null : reportedEnd,
        facts.isStated(Stated.DURATION)
            ? facts.durationStated()
            : seconds(started, shownEnded, facts),
        ringSeconds(facts, status, shownAnswered, shownEnded),
        seconds(shownAnswered, shownEnded, facts));
  }

  /// `bound` where `at` is before it, and null where `at` may stand.
  private static @Nullable Instant notBefore(@Nullable Instant bound, @Nullable Instant at) {
    return bound != null && at != null && at.isBefore(bound) ? bound : null;
  }

  private static @Nullable Long seconds(
      @Nullable Instant from, @Nullable Instant to, CallFacts facts) {
    if (from == null || to == null) {
      return null;
    }
    var seconds = Duration.between(from, to).toSeconds();
    return facts.isStated(Stated.AS_GIVEN) ? seconds : Math.max(0, seconds);
  }

  /// Where no source tells when ringing began, a call that surely rang rang from its start.
  private static @Nullable Long ringSeconds(
      CallFacts facts, @Nullable String status, @Nullable Instant answered, @Nullable Instant end) {
    var moments = facts.moments();
    var from = moments.rangAt();
    if (from == null && (answered != null || Statuses.NO_ANSWER.equals(status))) {
      from = moments.startedAt();
    }
    var until = answered == null ? end : answered;
    var seconds = seconds(from, until, facts);
    return seconds == null ? null : Math.max(0, seconds);
  }

  private static @Nullable String status(CallFacts facts) {
    var end = facts.end();
    var stated = facts.statusStated();
    if (facts.isStated(Stated.STATUS)) {
      // A client's word stands, but not that a call goes on whose end was reported since.
      if (Statuses.isTerminal(stated) || (end != null && facts.isStated(Stated.END))) {
        return stated;
      }
      if (end == null) {
        var observed = live(facts);
        return Statuses.rank(stated) >= Statuses.rank(observed) ? stated : observed;
      }
    }
    return end == null ? higher(stated, live(facts)) : ended(facts);
  }

  private static String higher(@Nullable String stated, String observed) {
    return stated != null && Statuses.rank(stated) > Statuses.rank(observed) ? stated : observed;
  }

  private static String live(CallFacts facts) {
    if (facts.evidence().said() == SaidOutcome.IN_PROGRESS) {
      return Statuses.IN_PROGRESS;
    }
    if (facts.moments().answeredAt() != null || facts.evidence().isSuccess()) {
      return Statuses.ANSWERED;
    }
    return facts.moments().rangAt() != null ? Statuses.RINGING : Statuses.INITIATED;
  }

  /// A call that was answered is completed, whatever ended it.
  private static String ended(CallFacts facts) {
    var claimed = facts.statusStated();
    if (facts.moments().answeredAt() != null
        || facts.evidence().said() == SaidOutcome.IN_PROGRESS
        || facts.evidence().isSuccess()
        || Statuses.isAnswered(claimed)) {
      return Statuses.COMPLETED;
    }
    var rang = facts.moments().rangAt() != null || Statuses.RINGING.equals(claimed);
    return UnansweredOutcome.of(facts.evidence(), rang);
  }
}
