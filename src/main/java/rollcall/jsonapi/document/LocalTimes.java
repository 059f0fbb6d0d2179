package rollcall.jsonapi.document;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;

/// How moments are written: in UTC, `2026-03-29T01:30:00.000000Z`, or by the clocks of a zone and
/// with their offset, `2026-03-29T02:30:00.000000+01:00`, which is the same moment. One thread.
///
/// An offset has whole minutes, as RFC 3339 asks; that of a time before zones, which has seconds,
/// is cut. What would then not lie in the years 0000 to 9999 is written in UTC.
public final class LocalTimes {
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long MICROS_PER_MINUTE = 60 * MICROS_PER_SECOND;
  private static final long FIRST =
      Instant.parse("0000-01-01T00:00:00Z").getEpochSecond() * MICROS_PER_SECOND;
  private static final long AFTER_LAST =
      Instant.parse("+10000-01-01T00:00:00Z").getEpochSecond() * MICROS_PER_SECOND;

  private final ZoneRules rules;
  private final boolean isUtc;

  /// The offset in minutes from `sinceSecond` up to `beforeSecond`, as far as was looked up: rows
  /// that stand in the order of their times hardly ever need to look again.
  private int offset;

  private long sinceSecond;
  private long beforeSecond;

  private LocalTimes(ZoneRules rules) {
    this.rules = rules;
    this.isUtc = rules.isFixedOffset() && rules.getOffset(Instant.EPOCH).equals(ZoneOffset.UTC);
  }

  /// Moments in UTC.
  public static LocalTimes utc() {
    return in(ZoneOffset.UTC);
  }

  /// Moments by the clocks of `zone`.
  public static LocalTimes in(ZoneId zone) {
    return new LocalTimes(zone.getRules());
  }

  /// Writes `epochMicros` straight into an array, and gives the position after what it wrote.
  int write(long epochMicros, byte[] into, int at) {
    if (isUtc || epochMicros < FIRST || epochMicros >= AFTER_LAST) {
      return Ascii.timestamp(epochMicros, into, at);
    }
    var minutes = offset(Math.floorDiv(epochMicros, MICROS_PER_SECOND));
    var local = epochMicros + minutes * MICROS_PER_MINUTE;
    return local < FIRST || local >= AFTER_LAST
        ? Ascii.timestamp(epochMicros, into, at)
        : Ascii.timestamp(local, minutes, into, at);
  }

  private int offset(long second) {
    if (second < sinceSecond || second >= beforeSecond) {
      lookUp(Instant.ofEpochSecond(second));
    }
    return offset;
  }

  private void lookUp(Instant moment) {
    offset = rules.getOffset(moment).getTotalSeconds() / 60;
    var next = rules.nextTransition(moment);
    // The one before the next second, since the moment itself may be a transition.
    var last = rules.previousTransition(moment.plusSeconds(1));
    sinceSecond = last == null ? Long.MIN_VALUE : last.toEpochSecond();
    beforeSecond = next == null ? Long.MAX_VALUE : next.toEpochSecond();
  }
}
