package rollcall.http;

import java.time.Duration;

/// The bounds of the server. A request beyond one gets a 4xx that names it: `requestLineBytes` 414,
/// `headerBytes` and `headerFields` 431, `bodyBytes` 413, `headerTimeout` and `bodyTimeout` 408.
/// `idleTimeout` ends connections between requests and cuts clients that take longer to read one
/// buffer of an answer, `connections` bounds how many are served (a few more are told 503),
/// `drainTimeout` is how long a stop waits for answers under way.
public record HttpLimits(
    int requestLineBytes,
    int headerBytes,
    int headerFields,
    long bodyBytes,
    Duration headerTimeout,
    Duration bodyTimeout,
    Duration idleTimeout,
    int connections,
    Duration drainTimeout) {
  /// The bounds of a server that was told no others.
  public static final HttpLimits DEFAULT =
      new HttpLimits(
          16 * 1024,
          16 * 1024,
          100,
          8_000_000,
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          10_000,
          Duration.ofSeconds(30));
}
