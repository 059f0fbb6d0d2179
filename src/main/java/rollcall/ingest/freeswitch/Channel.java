package rollcall.ingest.freeswitch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import rollcall.ingest.SourceText;

/// What a CDR or an event says of a channel, as far as we ask: the running of the switch that it
/// was part of; the variables that we know by name, decoded; a profile for each stretch of the
/// call, the latest first; and the direction of the channel.
record Channel(
    String core, Map<String, String> variables, List<Profile> callflow, String channelDirection) {
  /// The names of the variables that we ask for.
  static final Set<String> VARIABLES =
      Set.of(
          "answer_epoch",
          "answer_uepoch",
          "bridge_uepoch",
          "conversation_id",
          "direction",
          "end_epoch",
          "end_uepoch",
          "hangup_cause",
          "last_bridge_hangup_cause",
          "last_bridge_proto_specific_hangup_cause",
          "loopback_leg",
          "originating_leg_uuid",
          "origination_caller_id_number",
          "originator",
          "other_loopback_leg_uuid",
          "progress_media_uepoch",
          "progress_uepoch",
          "proto_specific_hangup_cause",
          "sip_auth_username",
          "sip_call_id",
          "sip_from_user",
          "sip_hangup_disposition",
          "sip_invite_failure_status",
          "sip_req_user",
          "sip_to_user",
          "sofia_profile_name",
          "start_epoch",
          "start_uepoch",
          "uuid");

  /// A stretch of a call: `caller` is its caller profile, `times` its stamps, and `originator` the
  /// leg that made this one, or empty.
  record Profile(Map<String, String> caller, Map<String, String> times, String originator) {
    Optional<String> caller(String member) {
      return SourceText.of(caller.getOrDefault(member, ""));
    }
  }

  private static final Profile NOTHING = new Profile(Map.of(), Map.of(), "");

  Channel {
    variables = Map.copyOf(variables);
    callflow = List.copyOf(callflow);
  }

  Optional<String> variable(String name) {
    return SourceText.of(variables.getOrDefault(name, ""));
  }

  /// The stretch with which the call began; a transfer makes another, with other numbers.
  Profile first() {
    return callflow.isEmpty() ? NOTHING : callflow.getLast();
  }

  /// The stretch with which the call ended.
  Profile last() {
    return callflow.isEmpty() ? NOTHING : callflow.getFirst();
  }

  /// The leg's own identifier.
  Optional<String> uuid() {
    return variable("uuid").or(() -> first().caller("uuid"));
  }

  /// Whether the channel went out from the switch.
  boolean isOutgoingChannel() {
    return direction().equals("outbound");
  }

  private String direction() {
    return variable("direction").orElse(channelDirection);
  }

  /// Which side ended this leg, and how: `recv_bye`, `send_refuse`.
  String disposition() {
    return variable("sip_hangup_disposition").orElse("");
  }

  /// The leg that made this one. A record's `call_uuid` is of no use for that: it is the leg's own
  /// identifier after some outcomes.
  Optional<String> originator() {
    var maker =
        direction().equals("inbound")
            ? Optional.<String>empty()
            : variable("originator")
                .or(() -> variable("originating_leg_uuid"))
                .or(() -> SourceText.of(first().originator()));
    return maker.or(this::otherLoopbackLeg).filter(leg -> !uuid().equals(Optional.of(leg)));
  }

  /// A call that the switch leads through itself comes in again at the far leg of a loopback.
  private Optional<String> otherLoopbackLeg() {
    return variable("loopback_leg")
        .filter(leg -> leg.equals("B"))
        .flatMap(_ -> variable("other_loopback_leg_uuid"));
  }
}
