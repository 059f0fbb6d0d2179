package rollcall.doors;

import java.time.Instant;
import java.util.List;
import rollcall.http.Request;
import rollcall.sources.ActiveSource;

/// The door of one type of source. Thread-safe.
interface Door {
  /// Whether it has a place called `rest`, the segments of a path after the name of the source.
  boolean hasPlace(List<String> rest);

  /// Hears a request of `source` at that place, which came at `receivedAt`; reads its body only
  /// when it must.
  Heard hear(
      Request request, List<String> rest, ActiveSource source, Instant receivedAt, Body body);
}
