package rollcall.api;

import java.time.Duration;

/// How many lists one organisation may read at once; a further one waits at most `turnWait` for its
/// turn and is then refused with 429.
public record ReadLimits(int listsPerOrganisation, Duration turnWait) {
  /// The bounds of a server that was told no others: half of the database's connections, so that no
  /// organisation can take all of them.
  public static final ReadLimits DEFAULT = new ReadLimits(8, Duration.ofSeconds(5));
}
