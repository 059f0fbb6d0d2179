package rollcall.ingest.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rollcall.calls.CallReport;
import rollcall.calls.EndSource;
import rollcall.calls.HangupParty;
import rollcall.calls.SaidOutcome;
import rollcall.ingest.OutcomeWord;
import rollcall.ingest.SourceName;

/// One event of our webhook. `occurred_at`, and where it is missing the event's `timestamp`, stands
/// for the time that the type of the event is about.
record CallEvent(Members event) {
  private enum Type {
    INITIATED,
    RINGING,
    ANSWERED,
    IN_PROGRESS,
    ENDED
  }

  private static final Map<String, Type> TYPES =
      Map.of(
          "call.initiated", Type.INITIATED,
          "call.ringing", Type.RINGING,
          "call.answered", Type.ANSWERED,
          "call.in_progress", Type.IN_PROGRESS,
          "call.ended", Type.ENDED);

  private static final Map<String, String> DIRECTIONS =
      Map.of("inbound", "inbound", "outbound", "outbound");

  private static final Map<String, SaidOutcome> OUTCOMES =
      Stream.of("completed", "busy", "no_answer", "failed", "cancelled", "canceled")
          .collect(
              Collectors.toUnmodifiableMap(
                  word -> word, word -> OutcomeWord.of(word).orElseThrow()));

  private static final Map<String, HangupParty> PARTIES =
      Stream.of(HangupParty.values())
          .collect(Collectors.toUnmodifiableMap(HangupParty::word, party -> party));

  private static final List<String> OF_THE_END =
      List.of("ended_at", "hangup_cause", "hangup_by", "outcome", "sip_code");

  private static final Set<String> MEMBERS =
      Stream.concat(
              OF_THE_END.stream(),
              Stream.of(
                  "answered_at",
                  "call_uuid",
                  "conversation_id",
                  "direction",
                  "from_number",
                  "occurred_at",
                  "rang_at",
                  "sip_username",
                  "started_at",
                  "to_number"))
          .collect(Collectors.toUnmodifiableSet());

  /// The report, or nothing when anything is wrong; all of that is noted.
  Optional<CallReport> report(SourceName source) {
    event.refuseOthers(Set.of("type", "timestamp", "data"));
    var type = required(event, "type", event.word("type", TYPES));
    var timestamp = event.time("timestamp");
    return required(event, "data", event.object("data"))
        .map(call -> builder(source, call, type, timestamp))
        .filter(_ -> event.faults().isEmpty())
        .map(CallReport.Builder::build);
  }

  private CallReport.Builder builder(
      SourceName source, Members call, Optional<Type> type, Optional<Instant> timestamp) {
    call.refuseOthers(MEMBERS);
    var uuid = required(call, "call_uuid", call.text("call_uuid"));
    var occurred = call.time("occurred_at").or(() -> timestamp);
    if (!call.has("occurred_at") && !event.has("timestamp")) {
      call.fault("occurred_at", "is missing, and so is `timestamp`");
    }
    // What stands in for a missing part is never seen: there is a fault.
    var at = occurred.orElse(Instant.EPOCH);
    var report = CallReport.of(source.value(), uuid.orElse(""), at);
    parties(report, call);
    type.ifPresent(about -> tell(report, call, about, at));
    return report;
  }

  private static <T> Optional<T> required(Members members, String name, Optional<T> value) {
    if (value.isEmpty() && !members.has(name)) {
      members.fault(name, "is missing");
    }
    return value;
  }

  private static void parties(CallReport.Builder report, Members call) {
    var direction = call.word("direction", DIRECTIONS);
    var from = call.text("from_number");
    var to = call.text("to_number");
    if (direction.isPresent() && from.isPresent() && to.isPresent()) {
      report.identity(direction.get(), from.get(), to.get());
    } else if (call.has("direction") || call.has("from_number") || call.has("to_number")) {
      for (var name : new String[] {"direction", "from_number", "to_number"}) {
        required(call, name, Optional.ofNullable(call.values().get(name)));
      }
    }
    report
        .sipUsername(call.text("sip_username").orElse(null))
        .conversation(call.uuid("conversation_id").orElse(null));
  }

  private static void tell(CallReport.Builder report, Members call, Type type, Instant occurred) {
    report
        .startedAt(time(call, "started_at", type == Type.INITIATED, occurred))
        .rangAt(time(call, "rang_at", type == Type.RINGING, occurred))
        .answeredAt(time(call, "answered_at", type == Type.ANSWERED, occurred));
    if (type == Type.IN_PROGRESS) {
      report.outcome(SaidOutcome.IN_PROGRESS);
    }
    if (type == Type.ENDED) {
      end(report, call, occurred);
      return;
    }
    for (var name : OF_THE_END) {
      if (call.has(name)) {
        call.fault(name, "belongs to `call.ended` alone");
      }
    }
  }

  private static void end(CallReport.Builder report, Members call, Instant occurred) {
    report
        .ended(call.time("ended_at").orElse(occurred), EndSource.HANGUP)
        .hangupCause(call.text("hangup_cause").orElse(null))
        .sipCode(call.number("sip_code", 100, 699).orElse(null))
        .hangupBy(call.word("hangup_by", PARTIES).orElse(null))
        .outcome(call.word("outcome", OUTCOMES).orElse(null));
  }

  private static @Nullable Instant time(
      Members call, String name, boolean isAboutIt, Instant occurred) {
    var given = call.time(name);
    return given.orElse(isAboutIt && !call.has(name) ? occurred : null);
  }
}
