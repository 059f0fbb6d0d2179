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

  /// Checks that every time is one.
  public LinkSettings {
    require(answerWithin.isPositive(), "an answer needs some time");
    require(silence.isPositive(), "a switch must be allowed some silence");
    require(resyncEvery.isPositive(), "some time must be between two lists of calls");
    require(!missingFor.isNegative(), "a call cannot be missing for less than no time");
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
