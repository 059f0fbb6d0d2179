package rollcall.connectors;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import rollcall.calls.EndSource;
import rollcall.calls.OpenCall;
import rollcall.ingest.Finding;

/// Ends the calls of which nothing was heard for long, of sources that have no way of being asked;
/// the estimate gives way to whatever they say later. Immutable, so thread-safe.
record Reaper(ConnectorSettings settings, Clock clock) {
  /// Those of `open` that count as over.
  List<Finding> over(List<OpenCall> open) {
    var now = clock.instant();
    return open.stream()
        .filter(call -> !call.aliveAt().isAfter(lastBefore(call, now)))
        .map(call -> new Finding(call.callUuid(), call.aliveAt(), EndSource.TIMEOUT))
        .toList();
  }

  private Instant lastBefore(OpenCall call, Instant now) {
    return now.minus(
        call.answered() || settings.unansweredFor().compareTo(settings.openFor()) > 0
            ? settings.openFor()
            : settings.unansweredFor());
  }
}
