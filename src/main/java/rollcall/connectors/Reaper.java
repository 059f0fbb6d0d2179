package rollcall.connectors;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import rollcall.calls.EndSource;
import rollcall.calls.OpenCall;
import rollcall.ingest.Finding;

/// Ends the calls of which nothing was heard for long, of sources that have no way of being asked;
/// the estimate gives way to whatever they say later. How long it was silent is measured by our own
/// clock, and counts only when the source could be heard meanwhile: whoever was turned away, by a
/// server or a database that was off, has time to say again what he had to say. Immutable, so
/// thread-safe.
record Reaper(ConnectorSettings settings, Clock clock) {
  /// Those of `open` that count as over, when their source could be heard since `listeningSince`.
  List<Finding> over(List<OpenCall> open, Instant listeningSince) {
    var now = clock.instant();
    if (listeningSince.isAfter(now.minus(unanswered()))) {
      return List.of();
    }
    return open.stream()
        .filter(call -> !call.heardAt().isAfter(now.minus(patience(call))))
        .map(call -> new Finding(call.callUuid(), call.aliveAt(), EndSource.TIMEOUT))
        .toList();
  }

  private Duration patience(OpenCall call) {
    return call.answered() ? settings.openFor() : unanswered();
  }

  private Duration unanswered() {
    var unanswered = settings.unansweredFor();
    return unanswered.compareTo(settings.openFor()) < 0 ? unanswered : settings.openFor();
  }
}
