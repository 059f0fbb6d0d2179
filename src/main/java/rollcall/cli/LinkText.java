package rollcall.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import rollcall.app.Storage;
import rollcall.ingest.SourceName;
import rollcall.sources.SourceLinks;
import tools.jackson.core.JsonGenerator;

/// How the connections to sources fare, as the commands show it at `now`.
record LinkText(List<SourceLinks.Seen> links, Instant now) {
  /// What a server writes down again and again, and has not for so long, is not so any more.
  private static final Duration FRESH = Duration.ofSeconds(30);

  static LinkText of(Storage storage) {
    return new LinkText(new SourceLinks(storage.database()).list(), Clock.systemUTC().instant());
  }

  private List<SourceLinks.Seen> of(SourceName source) {
    return links.stream().filter(link -> link.source().equals(source.value())).toList();
  }

  private String state(SourceLinks.Seen link) {
    if (link.seenAt().plus(FRESH).isBefore(now)) {
      return "unknown";
    }
    return link.connected() ? "connected" : "disconnected";
  }

  /// A line for each connection of `source`.
  List<String> lines(SourceName source) {
    return of(source).stream().map(this::line).toList();
  }

  private String line(SourceLinks.Seen link) {
    var since = link.since().truncatedTo(ChronoUnit.SECONDS);
    var text =
        switch (state(link)) {
          case "unknown" -> link.peer() + ": unknown, no server runs";
          case "connected" -> link.peer() + ": connected since " + since + ", " + link.detail();
          default -> link.peer() + ": not connected since " + since + ": " + link.detail();
        };
    return Terminal.printable(text);
  }

  /// Writes the member `links` for `source`.
  void write(SourceName source, JsonGenerator json) {
    json.writeArrayPropertyStart("links");
    for (var link : of(source)) {
      json.writeStartObject();
      json.writeStringProperty("peer", link.peer());
      json.writeStringProperty("state", state(link));
      json.writeStringProperty("since", link.since().toString());
      json.writeStringProperty("detail", link.detail());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
