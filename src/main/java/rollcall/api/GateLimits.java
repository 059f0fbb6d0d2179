package rollcall.api;

import java.time.Duration;

/// How many requests of a kind are answered at once: `all` together, fewer than there are
/// connections to the database so that those that take their time leave some for everything else,
/// and `perOrganisation` of one organisation. A further one waits at most `turnWait` for its turn
/// and is then refused, with 429 where the organisation has too many, with 503 where all have.
public record GateLimits(int all, int perOrganisation, Duration turnWait) {
  /// The bounds of lists of a server that was told no others.
  public static final GateLimits LISTS = new GateLimits(12, 8, Duration.ofSeconds(5));

  /// The bounds of atomic operations. An organisation's run one after the other: two that write the
  /// same records in different orders would lock each other out, and each may be 8 MB.
  public static final GateLimits OPERATIONS = new GateLimits(4, 1, Duration.ofSeconds(10));
}
