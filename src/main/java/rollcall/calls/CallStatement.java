package rollcall.calls;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import rollcall.jsonapi.schema.Draft;

/// What a client states of a call, put over what is known of it. A null takes a statement back, so
/// that what sources report counts again; but a null status and a null conversation are statements,
/// too. One draft, one thread.
final class CallStatement {
  private final Draft draft;
  private final Set<Stated> stated;

  private CallStatement(Draft draft, Set<Stated> before) {
    this.draft = draft;
    this.stated = EnumSet.noneOf(Stated.class);
    this.stated.addAll(before);
  }

  /// The facts of a call that `draft` makes. Where `asGiven`, it is a record of a call that is kept
  /// to the letter, also when its times do not fit together.
  static CallFacts making(Draft draft, boolean asGiven) {
    var parties =
        new Parties(
            (String) required(draft, "direction"),
            (String) required(draft, "from_number"),
            (String) required(draft, "to_number"));
    var user = (String) draft.value("sip_username");
    var conversation = (UUID) draft.value("conversation_id");
    var facts =
        new CallFacts(
            Earliest.stated(parties),
            user == null ? null : Earliest.stated(user),
            conversation == null ? null : Earliest.stated(conversation),
            null,
            Moments.NONE,
            null,
            Evidence.NONE,
            asGiven ? Set.of(Stated.AS_GIVEN) : Set.of(),
            null,
            null);
    return new CallStatement(draft, facts.stated()).over(facts, Instant.MIN);
  }

  /// `facts` with what `changes` names changed, at the moment `now`.
  static CallFacts changing(CallFacts facts, Draft changes, Instant now) {
    var statement = new CallStatement(changes, facts.stated());
    if (changes.names("answered_at") || changes.names("ended_at")) {
      statement.stated.remove(Stated.AS_GIVEN);
    }
    return statement.over(facts, now);
  }

  private static Object required(Draft draft, String attribute) {
    return Objects.requireNonNull(draft.value(attribute), attribute);
  }

  private CallFacts over(CallFacts facts, Instant now) {
    var moments = facts.moments();
    var evidence = facts.evidence();
    var statusStated = facts.statusStated();
    if (draft.names("status")) {
      statusStated = (String) draft.value("status");
      stated.add(Stated.STATUS);
    }
    var end = end(facts);
    var aliveAt = end == null && facts.end() != null ? now : moments.aliveAt();
    return new CallFacts(
        facts.parties(),
        facts.sipUsername(),
        conversation(facts),
        facts.sipCallId(),
        new Moments(
            state("started_at", Stated.STARTED_AT, moments.startedAt()),
            state("rang_at", Stated.RANG_AT, moments.rangAt()),
            state("answered_at", Stated.ANSWERED_AT, moments.answeredAt()),
            aliveAt),
        end,
        new Evidence(
            state("hangup_cause", Stated.HANGUP_CAUSE, evidence.hangupCause()),
            state("sip_code", Stated.SIP_CODE, evidence.sipCode()),
            hangupBy(evidence),
            evidence.said()),
        stated,
        statusStated,
        state("duration_seconds", Stated.DURATION, facts.durationStated()));
  }

  /// The value that `attribute` has now; null and no statement any more where it is named as null.
  @SuppressWarnings("unchecked") // a draft's values fit the types of their attributes
  private <T> @Nullable T state(String attribute, Stated fact, @Nullable T before) {
    if (!draft.names(attribute)) {
      return before;
    }
    var value = (T) draft.value(attribute);
    if (value == null) {
      stated.remove(fact);
    } else {
      stated.add(fact);
    }
    return value;
  }

  private @Nullable HangupParty hangupBy(Evidence evidence) {
    var before = evidence.hangupBy();
    var word = state("hangup_by", Stated.HANGUP_BY, before == null ? null : before.word());
    return word == null ? null : HangupParty.of(word);
  }

  private @Nullable Earliest<UUID> conversation(CallFacts facts) {
    if (!draft.names("conversation_id")) {
      return facts.conversation();
    }
    var id = (UUID) draft.value("conversation_id");
    if (id == null && facts.conversation() == null) {
      return null;
    }
    stated.add(Stated.CONVERSATION);
    return Earliest.stated(id);
  }

  private @Nullable End end(CallFacts facts) {
    if (draft.names("ended_at")) {
      return endAt((Instant) draft.value("ended_at"), facts);
    }
    if (!draft.names("status")) {
      return facts.end();
    }
    var status = (String) draft.value("status");
    if (Statuses.isTerminal(status)) {
      return facts.end() == null ? new End(null, source()) : facts.end();
    }
    // Who says that the call goes on knows better than an estimate.
    return facts.end() != null && facts.end().isEstimate() ? null : facts.end();
  }

  private @Nullable End endAt(@Nullable Instant at, CallFacts facts) {
    if (at == null) {
      stated.remove(Stated.END);
      var over = draft.names("status") ? (String) draft.value("status") : facts.statusStated();
      return Statuses.isTerminal(over) ? new End(null, source()) : null;
    }
    if (!draft.names("status") && !Statuses.isTerminal(facts.statusStated())) {
      // It said that the call goes on, which was before.
      stated.remove(Stated.STATUS);
    }
    // Who passes on an estimate or an event says no more than that, and gives way to what is
    // better.
    if (source() == EndSource.API) {
      stated.add(Stated.END);
    }
    return new End(at, source());
  }

  private EndSource source() {
    return draft.value("end_source") instanceof String word ? EndSource.of(word) : EndSource.API;
  }
}
