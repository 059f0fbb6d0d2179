package rollcall.connectors;

import java.time.Instant;
import rollcall.sources.SourceLinks;

/// How a link fares: what it is or should be connected to, whether it is, since when, and with whom
/// or why not.
record LinkState(String peer, boolean connected, Instant since, String detail) {
  /// It as it is written down at `now` for the source of that name.
  SourceLinks.Seen seen(String source, Instant now) {
    return new SourceLinks.Seen(source, peer, connected, since, detail, now);
  }
}
