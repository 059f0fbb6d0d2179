package rollcall.ingest.freeswitch;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import rollcall.calls.HangupParty;
import rollcall.calls.SaidOutcome;

/// How a call ended: the switch's cause, the called party's final reply where nobody answered, who
/// ended it, and the outcome where the switch tells one beside the cause.
record Ending(
    Optional<String> cause,
    Optional<Long> sipCode,
    Optional<HangupParty> party,
    Optional<SaidOutcome> outcome) {
  private static final Pattern FINAL_REPLY = Pattern.compile("(?:sip:)?([3-6]\\d\\d)");
  private static final long REQUEST_TIMEOUT = 408;
  private static final long REQUEST_TERMINATED = 487;

  /// Causes that a timer or an operator of the switch gives, whatever the parties did.
  private static final Set<String> OF_THE_SWITCH =
      Set.of(
          "ALLOTTED_TIMEOUT",
          "CRASH",
          "GATEWAY_DOWN",
          "MANAGER_REQUEST",
          "MEDIA_TIMEOUT",
          "NO_ANSWER",
          "NO_USER_RESPONSE",
          "PROGRESS_TIMEOUT",
          "RECOVERY_ON_TIMER_EXPIRE",
          "SYSTEM_SHUTDOWN");

  /// Those of them that mean that the switch stopped waiting for an answer.
  private static final Set<String> RANG_OUT =
      Set.of(
          "ALLOTTED_TIMEOUT",
          "NO_ANSWER",
          "NO_USER_RESPONSE",
          "PROGRESS_TIMEOUT",
          "RECOVERY_ON_TIMER_EXPIRE");

  static Ending of(Channel channel, Stamps stamps) {
    var cause = channel.variable("hangup_cause");
    var answered = stamps.answered().isPresent();
    var cancelled =
        !answered && !channel.isOutgoingChannel() && channel.disposition().equals("recv_cancel");
    Optional<Long> code =
        answered ? Optional.empty() : sipCode(channel, cause.orElse(""), cancelled);
    return new Ending(
        cause,
        code,
        party(channel, cause.orElse(""), answered, code),
        cancelled ? Optional.of(SaidOutcome.CANCELLED) : Optional.empty());
  }

  /// A call that was tried in several places keeps the reply of an earlier one; that the caller
  /// gave up afterwards is the end. And a 487 of a call that rang out only confirms the CANCEL of
  /// the switch.
  private static Optional<Long> sipCode(Channel channel, String cause, boolean cancelled) {
    if (cancelled) {
      return Optional.of(REQUEST_TERMINATED);
    }
    return reply(channel, "sip_invite_failure_status")
        .or(() -> reply(channel, "last_bridge_proto_specific_hangup_cause"))
        .or(() -> reply(channel, "proto_specific_hangup_cause"))
        .filter(code -> code != REQUEST_TERMINATED || !RANG_OUT.contains(cause));
  }

  private static Optional<Long> reply(Channel channel, String variable) {
    return channel
        .variable(variable)
        .map(FINAL_REPLY::matcher)
        .filter(reply -> reply.matches())
        .map(reply -> Long.valueOf(reply.group(1)));
  }

  private static Optional<HangupParty> party(
      Channel channel, String cause, boolean answered, Optional<Long> code) {
    var refused = code.filter(reply -> reply != REQUEST_TIMEOUT).isPresent();
    if (OF_THE_SWITCH.contains(cause) && !refused) {
      return Optional.of(HangupParty.SYSTEM);
    }
    // Of a call that the switch made, this leg is the called party's; of another, the caller's.
    var outgoing = channel.isOutgoingChannel();
    return switch (channel.disposition()) {
      case "recv_bye" -> Optional.of(outgoing ? HangupParty.CALLEE : HangupParty.CALLER);
      case "recv_cancel" -> Optional.of(HangupParty.CALLER);
      case "recv_refuse" -> Optional.of(HangupParty.CALLEE);
      case "send_refuse" -> Optional.of(refused ? HangupParty.CALLEE : HangupParty.SYSTEM);
      case "send_bye" ->
          Optional.of(
              answered && !outgoing && wasBridged(channel)
                  ? HangupParty.CALLEE
                  : HangupParty.SYSTEM);
      case "send_cancel" -> Optional.of(HangupParty.SYSTEM);
      default -> Optional.empty();
    };
  }

  /// Whether there was another party, whose end of the call the switch passed on to the caller.
  private static boolean wasBridged(Channel channel) {
    return Stamp.ofMicroseconds(channel.variables().get("bridge_uepoch")).isPresent()
        || Stamp.ofMicroseconds(channel.last().times().get("bridged_time")).isPresent()
        || channel.variable("last_bridge_hangup_cause").isPresent();
  }
}
