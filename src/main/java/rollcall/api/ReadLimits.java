package rollcall.api;

import java.time.Duration;

/// How many lists are read at once: `lists` in all, fewer than there are connections to the
/// database so that readers who take their time leave some for everything else, and
/// `listsPerOrganisation` by one organisation. A further one waits at most `turnWait` for its turn
/// and is then refused, with 429 where the organisation has too many, with 503 where all have.
public record ReadLimits(int lists, int listsPerOrganisation, Duration turnWait) {
  /// The bounds of a server that was told no others.
  public static final ReadLimits DEFAULT = new ReadLimits(12, 8, Duration.ofSeconds(5));
}
