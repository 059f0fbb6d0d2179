package rollcall.switches;

import java.time.Duration;

/// How patient a link is: how long connecting and each answer may take, after which silence of a
/// switch that should say something the connection counts as broken, how often it is asked which
/// calls it has, and for how long a call must be missing before it counts as over.
public record LinkSettings(
    Duration answerWithin, Duration silence, Duration resyncEvery, Duration missingFor) {
  /// What serves real switches.
  public static final LinkSettings DEFAULT =
      new LinkSettings(
          Duration.ofSeconds(10),
          Duration.ofSeconds(65),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30));
}
