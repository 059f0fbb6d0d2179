package rollcall.calls;

import java.util.Objects;
import rollcall.jsonapi.schema.Draft;

/// Which call a source means. Immutable, so thread-safe.
public record CallKey(String callSource, String callUuid) implements Comparable<CallKey> {
  /// That of `draft`, a record of a call.
  public static CallKey of(Draft draft) {
    return new CallKey(text(draft, "call_source"), text(draft, "call_uuid"));
  }

  static CallKey of(CallReport report) {
    return new CallKey(report.callSource, report.callUuid);
  }

  private static String text(Draft draft, String attribute) {
    return (String) Objects.requireNonNull(draft.value(attribute));
  }

  @Override
  public int compareTo(CallKey other) {
    var byUuid = callUuid.compareTo(other.callUuid);
    return byUuid == 0 ? callSource.compareTo(other.callSource) : byUuid;
  }
}
