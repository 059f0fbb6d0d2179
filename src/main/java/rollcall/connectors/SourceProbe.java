package rollcall.connectors;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rollcall.database.Database;
import rollcall.sources.ActiveSource;
import rollcall.switches.LinkSettings;

/// Looks whether the connections that a source asks for would work. Thread-safe.
public final class SourceProbe {
  private final Links links;

  /// For sources of `database`.
  public SourceProbe(Database database, LinkSettings settings) {
    this.links = new Links(database, settings);
  }

  /// What is at `peer`, a sentence each, and what is wrong with it, a sentence, if anything.
  public record Found(String peer, List<String> sentences, Optional<String> fault) {}

  /// Tries each connection of `source` once.
  public List<Found> probe(ActiveSource source) throws InterruptedException {
    var found = new ArrayList<Found>();
    for (var link : links.of(source)) {
      try {
        found.add(new Found(link.peer(), link.probe(), Optional.empty()));
      } catch (IOException e) {
        found.add(new Found(link.peer(), List.of(), Optional.of(String.valueOf(e.getMessage()))));
      }
    }
    return found;
  }
}
