package rollcall.sources;

import java.nio.file.Path;
import java.util.Optional;
import rollcall.ingest.DirectionRules;

/// Settings of sources of which little matters.
public final class TestSources {
  private TestSources() {}

  /// Settings of a source that has a secret, and perhaps an address.
  public static Source.Settings settings(Optional<Path> secret, Optional<String> address) {
    return new Source.Settings(
        secret,
        address,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        DirectionRules.NONE);
  }
}
