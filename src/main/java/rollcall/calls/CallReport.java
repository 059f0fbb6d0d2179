package rollcall.calls;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What one event or record of a source says about one call: facts, never a status, which is
/// derived from all facts of the call together. Only what the source really said is there. Reports
/// of a call may come in any order, more than once, and some never. Times are moments of the
/// source's clock, in whole microseconds; text is as the source gave it.
public final class CallReport {
  /// Who called whom, as a report knows it: all or nothing, since parts of different reports would
  /// not fit together. `direction` is a word of [Calls#DIRECTIONS].
  public record Identity(String direction, String fromNumber, String toNumber) {}

  final String callSource;
  final String callUuid;
  final Instant occurredAt;
  final @Nullable Identity identity;
  final @Nullable String sipUsername;
  final @Nullable UUID conversationId;
  final @Nullable String sipCallId;
  final @Nullable Instant startedAt;
  final @Nullable Instant rangAt;
  final @Nullable Instant answeredAt;
  final @Nullable Instant endedAt;
  final @Nullable EndSource endSource;
  final @Nullable String hangupCause;
  final @Nullable Long sipCode;
  final @Nullable HangupParty hangupBy;
  final @Nullable SaidOutcome outcomeSaid;

  private CallReport(Builder from) {
    this.callSource = from.callSource;
    this.callUuid = from.callUuid;
    this.occurredAt = from.occurredAt.truncatedTo(ChronoUnit.MICROS);
    this.identity = from.identity;
    this.sipUsername = from.sipUsername;
    this.conversationId = from.conversationId;
    this.sipCallId = from.sipCallId;
    this.startedAt = inMicros(from.startedAt);
    this.rangAt = inMicros(from.rangAt);
    this.answeredAt = inMicros(from.answeredAt);
    this.endedAt = inMicros(from.endedAt);
    this.endSource = from.endSource;
    this.hangupCause = from.hangupCause;
    this.sipCode = from.sipCode;
    this.hangupBy = from.hangupBy;
    this.outcomeSaid = from.outcomeSaid;
  }

  private static @Nullable Instant inMicros(@Nullable Instant at) {
    return at == null ? null : at.truncatedTo(ChronoUnit.MICROS);
  }

  /// A report of the call that `callSource` knows as `callUuid`, about what happened at
  /// `occurredAt`; for a record that tells of a whole call that is the call's start.
  public static Builder of(String callSource, String callUuid, Instant occurredAt) {
    return new Builder(callSource, callUuid, occurredAt);
  }

  /// The source: the value of `call_source`.
  public String callSource() {
    return callSource;
  }

  /// The source's own identifier of the call.
  public String callUuid() {
    return callUuid;
  }

  /// The SIP Call-ID of the caller's leg: what its source calls it unless that is said to differ.
  public String sipCallId() {
    return sipCallId == null ? callUuid : sipCallId;
  }

  /// Who called whom, where the report knows.
  public Optional<Identity> identity() {
    return Optional.ofNullable(identity);
  }

  /// Collects what a report says. One thread.
  public static final class Builder {
    private final String callSource;
    private final String callUuid;
    private final Instant occurredAt;
    private @Nullable Identity identity;
    private @Nullable String sipUsername;
    private @Nullable UUID conversationId;
    private @Nullable String sipCallId;
    private @Nullable Instant startedAt;
    private @Nullable Instant rangAt;
    private @Nullable Instant answeredAt;
    private @Nullable Instant endedAt;
    private @Nullable EndSource endSource;
    private @Nullable String hangupCause;
    private @Nullable Long sipCode;
    private @Nullable HangupParty hangupBy;
    private @Nullable SaidOutcome outcomeSaid;

    private Builder(String callSource, String callUuid, Instant occurredAt) {
      this.callSource = callSource;
      this.callUuid = callUuid;
      this.occurredAt = occurredAt;
    }

    /// Who called whom.
    public Builder identity(String direction, String fromNumber, String toNumber) {
      identity = new Identity(direction, fromNumber, toNumber);
      return this;
    }

    /// The authenticated SIP user; null says nothing, here and below.
    public Builder sipUsername(@Nullable String user) {
      sipUsername = user;
      return this;
    }

    /// The conversation that the switch was told the call belongs to.
    public Builder conversation(@Nullable UUID id) {
      conversationId = id;
      return this;
    }

    /// The SIP Call-ID of the caller's leg, where the source calls the call something else.
    public Builder sipCallId(@Nullable String id) {
      sipCallId = id;
      return this;
    }

    /// When the call began.
    public Builder startedAt(@Nullable Instant at) {
      startedAt = at;
      return this;
    }

    /// When the called party began to ring.
    public Builder rangAt(@Nullable Instant at) {
      rangAt = at;
      return this;
    }

    /// When the call was answered.
    public Builder answeredAt(@Nullable Instant at) {
      answeredAt = at;
      return this;
    }

    /// That the call ended, when, as far as that is known, and how it was learnt.
    public Builder ended(@Nullable Instant at, EndSource how) {
      endedAt = at;
      endSource = how;
      return this;
    }

    /// Why the call ended, in the switch's word: `USER_BUSY`.
    public Builder hangupCause(@Nullable String cause) {
      hangupCause = cause;
      return this;
    }

    /// The final reply of the called party to the INVITE.
    public Builder sipCode(@Nullable Long code) {
      sipCode = code;
      return this;
    }

    /// Who ended the call.
    public Builder hangupBy(@Nullable HangupParty party) {
      hangupBy = party;
      return this;
    }

    /// The outcome in the source's word.
    public Builder outcome(@Nullable SaidOutcome said) {
      outcomeSaid = said;
      return this;
    }

    /// The report.
    public CallReport build() {
      return new CallReport(this);
    }
  }
}
