package rollcall.ingest.freeswitch;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import rollcall.calls.CallReport;
import rollcall.calls.EndSource;
import rollcall.ingest.Arrival;
import rollcall.ingest.DirectionRules;
import rollcall.ingest.SourceText;

/// What a call's first channel says of the call, be it in a CDR or in an event.
final class CallOfChannel {
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private CallOfChannel() {}

  /// Tells `report` who called whom, and how far the call came.
  static void describe(
      CallReport.Builder report, DirectionRules directions, Channel channel, Stamps stamps) {
    var user = channel.variable("sip_auth_username");
    var arrival =
        Arrival.of(user.isPresent(), channel.isOutgoingChannel())
            .with(Arrival.Trait.CONTEXT, channel.first().caller("context"))
            .with(Arrival.Trait.PROFILE, channel.variable("sofia_profile_name"))
            .with(Arrival.Trait.ADDRESS, channel.first().caller("network_addr"));
    called(channel)
        .ifPresent(
            called ->
                report.identity(
                    directions.direction(arrival),
                    caller(channel).orElse(SourceText.WITHHELD),
                    called));
    report
        .sipUsername(user.orElse(null))
        .conversation(conversation(channel).orElse(null))
        .sipCallId(channel.variable("sip_call_id").orElse(null))
        .startedAt(stamps.started().orElse(null))
        .rangAt(stamps.rang().orElse(null))
        .answeredAt(stamps.answered().orElse(null));
  }

  /// Tells `report` that the call ended, and how.
  static void end(
      CallReport.Builder report, Channel channel, Stamps stamps, Instant ended, EndSource how) {
    var ending = Ending.of(channel, stamps);
    report
        .ended(ended, how)
        .hangupCause(ending.cause().orElse(null))
        .sipCode(ending.sipCode().orElse(null))
        .hangupBy(ending.party().orElse(null))
        .outcome(ending.outcome().orElse(null));
  }

  /// The number that was called as the call began. Where only a later stretch is known, the request
  /// with which the call came still names it.
  static Optional<String> called(Channel channel) {
    return channel
        .first()
        .caller("destination_number")
        .or(() -> channel.variable("sip_req_user"))
        .or(() -> channel.variable("sip_to_user"))
        .or(() -> channel.last().caller("destination_number"));
  }

  /// The caller as the call began. Of a call that the switch made, the profile is not asked: once
  /// the call was on hold it names the called party.
  private static Optional<String> caller(Channel channel) {
    var first = channel.first();
    var original = first.caller("orig_caller_id_number");
    return channel.isOutgoingChannel()
        ? original
            .or(() -> channel.variable("origination_caller_id_number"))
            .or(() -> first.caller("ani"))
            .or(() -> channel.variable("sip_from_user"))
        : original
            .or(() -> first.caller("caller_id_number"))
            .or(() -> first.caller("ani"))
            .or(() -> channel.variable("sip_from_user"));
  }

  /// What the dialplan was told in the variable `conversation_id`; anyone may use that name, so
  /// what is no UUID is not ours.
  private static Optional<UUID> conversation(Channel channel) {
    return channel
        .variable("conversation_id")
        .filter(text -> UUID_TEXT.matcher(text).matches())
        .map(UUID::fromString);
  }
}
