package rollcall.calls;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All that is known of one call: what its sources reported, joined, and what a client stated.
///
/// [#join] is the reducer. Over reports it is commutative, associative and idempotent (a join
/// semilattice), so that the facts of a call do not depend on the order of its reports or on how
/// often each came. What a client stated is above every report and stays.
record CallFacts(
    @Nullable Earliest<Parties> parties,
    @Nullable Earliest<String> sipUsername,
    @Nullable Earliest<UUID> conversation,
    @Nullable String sipCallId,
    Moments moments,
    @Nullable End end,
    Evidence evidence,
    Set<Stated> stated,
    @Nullable String statusStated,
    @Nullable Long durationStated) {

  static final CallFacts NONE =
      new CallFacts(
          null, null, null, null, Moments.NONE, null, Evidence.NONE, Set.of(), null, null);

  CallFacts {
    stated = Set.copyOf(stated);
  }

  /// What one report says.
  static CallFacts of(CallReport report) {
    var at = report.occurredAt;
    var identity = report.identity;
    var end = report.endSource == null ? null : new End(report.endedAt, report.endSource);
    return new CallFacts(
            identity == null
                ? null
                : new Earliest<>(
                    new Parties(identity.direction(), identity.fromNumber(), identity.toNumber()),
                    at),
            report.sipUsername == null ? null : new Earliest<>(report.sipUsername, at),
            report.conversationId == null ? null : new Earliest<>(report.conversationId, at),
            report.sipCallId,
            new Moments(
                report.startedAt, report.rangAt, report.answeredAt, end == null ? at : null),
            end,
            new Evidence(report.hangupCause, report.sipCode, report.hangupBy, report.outcomeSaid),
            Set.of(),
            null,
            null)
        .settled();
  }

  /// What is known when this and `reported`, in which a client states nothing, are both known.
  CallFacts join(CallFacts reported) {
    var joinedMoments = keepStated(moments.join(reported.moments));
    var joinedEnd = isStated(Stated.END) ? end : End.join(end, reported.end);
    var sameTimes = joinedMoments.happenedLike(moments) && Objects.equals(joinedEnd, end);
    return new CallFacts(
            Earliest.join(parties, reported.parties),
            Earliest.join(sipUsername, reported.sipUsername),
            Earliest.join(conversation, reported.conversation),
            lesser(sipCallId, reported.sipCallId),
            joinedMoments,
            joinedEnd,
            keepStated(evidence.join(reported.evidence)),
            // Times of different origin need not fit together, so that they are looked at again.
            sameTimes ? stated : without(Stated.AS_GIVEN),
            statusStated,
            durationStated)
        .settled();
  }

  private Set<Stated> without(Stated fact) {
    var rest = new HashSet<>(stated);
    rest.remove(fact);
    return rest;
  }

  /// The same call, of which nobody says that it ended.
  CallFacts withoutEnd() {
    return withEnd(null, moments);
  }

  boolean isStated(Stated fact) {
    return stated.contains(fact);
  }

  private Moments keepStated(Moments joined) {
    return new Moments(
        isStated(Stated.STARTED_AT) ? moments.startedAt() : joined.startedAt(),
        isStated(Stated.RANG_AT) ? moments.rangAt() : joined.rangAt(),
        isStated(Stated.ANSWERED_AT) ? moments.answeredAt() : joined.answeredAt(),
        joined.aliveAt());
  }

  private Evidence keepStated(Evidence joined) {
    return new Evidence(
        isStated(Stated.HANGUP_CAUSE) ? evidence.hangupCause() : joined.hangupCause(),
        isStated(Stated.SIP_CODE) ? evidence.sipCode() : joined.sipCode(),
        isStated(Stated.HANGUP_BY) ? evidence.hangupBy() : joined.hangupBy(),
        joined.said());
  }

  /// Drops what can never count again: an estimate of the end that a later sign of life refutes,
  /// and signs of life before an end that is certain.
  private CallFacts settled() {
    if (end != null && end.isRefutedBy(moments.aliveAt())) {
      return withEnd(null, moments);
    }
    return end != null && !end.isEstimate() && moments.aliveAt() != null
        ? withEnd(end, moments.withoutAliveAt())
        : this;
  }

  private CallFacts withEnd(@Nullable End newEnd, Moments newMoments) {
    return new CallFacts(
        parties,
        sipUsername,
        conversation,
        sipCallId,
        newMoments,
        newEnd,
        evidence,
        stated,
        statusStated,
        durationStated);
  }

  /// Who called whom, of a call that is stored and so has it.
  Parties knownParties() {
    return Objects.requireNonNull(Objects.requireNonNull(parties).value());
  }

  @Nullable UUID conversationId() {
    return conversation == null ? null : conversation.value();
  }

  /// The same without a conversation that a report named.
  CallFacts withoutConversation() {
    return new CallFacts(
        parties,
        sipUsername,
        null,
        sipCallId,
        moments,
        end,
        evidence,
        stated,
        statusStated,
        durationStated);
  }

  /// What one who only adds to the calls of others tells: neither who called whom, when that began
  /// and whether it goes on, nor that it ended, since he may have seen one of several attempts.
  CallFacts additions() {
    return new CallFacts(
        null,
        sipUsername,
        conversation,
        null,
        new Moments(null, moments.rangAt(), moments.answeredAt(), null),
        null,
        evidence,
        Set.of(),
        null,
        null);
  }

  /// A call has one; of two that are told, any that does not depend on their order.
  private static @Nullable String lesser(@Nullable String one, @Nullable String other) {
    return one == null || (other != null && other.compareTo(one) < 0) ? other : one;
  }
}
