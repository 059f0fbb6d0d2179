package rollcall.ingest.asterisk;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/// Finds the time zone of the switch. A record has times without a zone, but the identifier of a
/// channel holds the second of its creation, since 1970: `[system-]1795425752.3`.
final class WallClock {
  private static final Pattern CREATED = Pattern.compile("(?:.*-)?(\\d{9,11})\\.\\d+");
  private static final long QUARTER_SECONDS = 15 * 60;
  private static final long WESTERNMOST_QUARTER = -12 * 4;
  private static final long EASTERNMOST_QUARTER = 14 * 4;

  private WallClock() {}

  /// How far the switch's clock is from UTC, to the quarter of an hour, as all zones are. UTC where
  /// no identifier tells, as the switch can be set to write.
  static ZoneOffset offset(List<CdrRecord> records) {
    // Its first record begins with the channel; another may begin hours later.
    return records.stream()
        .min(Comparator.comparing(CdrRecord::start))
        .map(first -> offset(first.callUuid(), first.start()))
        .orElse(ZoneOffset.UTC);
  }

  private static ZoneOffset offset(String channelId, LocalDateTime start) {
    var created = CREATED.matcher(channelId);
    if (!created.matches()) {
      return ZoneOffset.UTC;
    }
    var seconds = start.toEpochSecond(ZoneOffset.UTC) - Long.parseLong(created.group(1));
    var quarters = Math.floorDiv(seconds + QUARTER_SECONDS / 2, QUARTER_SECONDS);
    return quarters < WESTERNMOST_QUARTER || quarters > EASTERNMOST_QUARTER
        ? ZoneOffset.UTC
        : ZoneOffset.ofTotalSeconds((int) (quarters * QUARTER_SECONDS));
  }
}
