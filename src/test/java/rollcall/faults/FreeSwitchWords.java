package rollcall.faults;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import rollcall.faults.PlayedCall.Ending;
import rollcall.faults.PlayedCall.Stage;

/// What a FreeSWITCH says of a call.
final class FreeSwitchWords {
  private FreeSwitchWords() {}

  /// The record of a call that is over.
  static String record(PlayedCall call) {
    var variables = new LinkedHashMap<>(ending(call));
    variables.put("uuid", call.uuid());
    variables.put("direction", "inbound");
    variables.put("start_uepoch", micros(call.startedAt()));
    variables.put("progress_uepoch", micros(call.at(Stage.RANG)));
    variables.put("answer_uepoch", answered(call, Stage.ENDED));
    variables.put("end_uepoch", micros(call.at(Stage.ENDED)));
    return """
    {"core-uuid":"core","variables":%s,"callflow":[{"caller_profile":\
    {"caller_id_number":"%s","destination_number":"%s"},"times":{}}]}\
    """
        .formatted(json(variables), call.from(), call.to());
  }

  private static Map<String, String> ending(PlayedCall call) {
    return switch (call.ending()) {
      case COMPLETED ->
          Map.of("hangup_cause", "NORMAL_CLEARING", "sip_hangup_disposition", "recv_bye");
      case BUSY -> Map.of("hangup_cause", "USER_BUSY", "sip_hangup_disposition", "send_refuse");
      case CANCELLED ->
          Map.of("hangup_cause", "ORIGINATOR_CANCEL", "sip_hangup_disposition", "recv_cancel");
    };
  }

  /// An event of the event socket, which tells all that happened so far; `name` is that of a dump
  /// or of the stage.
  static String event(PlayedCall call, Stage stage, String name) {
    var event = new LinkedHashMap<String, String>();
    event.put("Event-Name", name);
    event.put("Core-UUID", "core");
    event.put("Event-Sequence", Integer.toString(call.number() * 10 + stage.ordinal()));
    event.put("Event-Date-Timestamp", micros(call.at(stage)));
    event.put("Unique-ID", call.uuid());
    event.put("Call-Direction", "inbound");
    event.put("Caller-Caller-ID-Number", call.from());
    event.put("Caller-Destination-Number", call.to());
    event.put("Caller-Channel-Created-Time", micros(call.startedAt()));
    event.put("Caller-Channel-Progress-Time", reached(call, stage, Stage.RANG));
    event.put("Caller-Channel-Answered-Time", answered(call, stage));
    event.put("Caller-Channel-Hangup-Time", reached(call, stage, Stage.ENDED));
    event.put("variable_uuid", call.uuid());
    if (stage == Stage.ENDED) {
      ending(call).forEach((variable, value) -> event.put("variable_" + variable, value));
    }
    return json(event);
  }

  static String event(PlayedCall call, Stage stage) {
    return event(
        call,
        stage,
        switch (stage) {
          case STARTED -> "CHANNEL_CREATE";
          case RANG -> "CHANNEL_PROGRESS";
          case ANSWERED -> "CHANNEL_ANSWER";
          case ENDED -> "CHANNEL_HANGUP_COMPLETE";
        });
  }

  private static String answered(PlayedCall call, Stage now) {
    return call.ending() == Ending.COMPLETED ? reached(call, now, Stage.ANSWERED) : "0";
  }

  private static String reached(PlayedCall call, Stage now, Stage stage) {
    return now.compareTo(stage) < 0 ? "0" : micros(call.at(stage));
  }

  private static String micros(Instant at) {
    return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, at));
  }

  private static String json(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> "\"" + member.getKey() + "\":\"" + member.getValue() + "\"")
        .collect(Collectors.joining(",", "{", "}"));
  }
}
