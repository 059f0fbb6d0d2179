package rollcall.calls;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/// The rows that reports come to, by the reducer alone.
public final class ReplayedCalls {
  private static final List<String> COLUMNS =
      List.of(
          "direction",
          "from_number",
          "to_number",
          "sip_username",
          "status",
          "started_at",
          "rang_at",
          "answered_at",
          "ended_at",
          "duration_seconds",
          "hangup_cause",
          "sip_code",
          "hangup_by",
          "end_source");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

  private ReplayedCalls() {}

  /// A row for each call of which `reports` say who called whom, in the order of their `call_uuid`.
  public static List<String> rows(Collection<CallReport> reports) {
    var calls = new TreeMap<CallKey, CallFacts>();
    for (var report : reports) {
      calls.merge(CallKey.of(report), CallFacts.of(report), CallFacts::join);
    }
    return calls.entrySet().stream()
        .filter(call -> call.getValue().parties() != null)
        .map(call -> row(call.getKey(), call.getValue()))
        .toList();
  }

  /// Whether the report says that its call ended.
  public static boolean isOfEnd(CallReport report) {
    return report.endSource != null;
  }

  private static String row(CallKey key, CallFacts facts) {
    var draft = CallColumns.draft(new UUID(0, 0), key, facts);
    return COLUMNS.stream().map(name -> text(draft.value(name))).collect(Collectors.joining(" | "));
  }

  private static String text(Object value) {
    return switch (value) {
      case null -> "-";
      case Instant at -> TIME.format(at);
      default -> value.toString();
    };
  }
}
