package rollcall.inbox;

import java.time.Duration;

/// How an inbox works: `processors` threads report what could not be reported when it came (with
/// none nothing is reported, only kept), and messages that were dealt with are kept for `doneKept`,
/// refused ones for `refusedKept`.
public record InboxSettings(int processors, Duration doneKept, Duration refusedKept) {
  /// What serves one node.
  public static final InboxSettings DEFAULT =
      new InboxSettings(2, Duration.ofDays(7), Duration.ofDays(90));

  /// Checks that every bound is one.
  public InboxSettings {
    require(processors >= 0 && processors <= 64, "processors must be from 0 to 64");
    require(doneKept.isPositive(), "doneKept must be more than nothing");
    require(refusedKept.isPositive(), "refusedKept must be more than nothing");
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }

  /// The same with another number of processors.
  public InboxSettings withProcessors(int count) {
    return new InboxSettings(count, doneKept, refusedKept);
  }

  /// The same with other times of retention.
  public InboxSettings withKept(Duration done, Duration refused) {
    return new InboxSettings(processors, done, refused);
  }
}
