package rollcall.switches.freeswitch;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which process of a FreeSWITCH was heard last, and when by its clock: each has a `Core-UUID` of
/// its own, and the calls of one that ended ended with it. Thread-safe.
final class LastHeard {
  /// The switch's own fields come first in an event, before anything that a caller chose.
  private static final int HEAD_BYTES = 1_024;

  private static final Pattern CORE = Pattern.compile("\"?Core-UUID\"?: ?\"?([0-9A-Fa-f-]{36})\\b");
  private static final Pattern STAMP =
      Pattern.compile("\"?Event-Date-Timestamp\"?: ?\"?(\\d{15,17})\\b");

  private @Nullable String core;
  private Instant at = Instant.EPOCH;
  private @Nullable Instant diedAt;

  /// Hears `event`; says whether it is the first of another process than before.
  synchronized boolean hear(byte[] event) {
    var head =
        new String(event, 0, Math.min(event.length, HEAD_BYTES), StandardCharsets.ISO_8859_1);
    var heardCore = CORE.matcher(head);
    if (!heardCore.find()) {
      return false;
    }
    var isAnother = core != null && !core.equals(heardCore.group(1));
    if (isAnother) {
      diedAt = at;
    }
    core = heardCore.group(1);
    var stamp = STAMP.matcher(head);
    if (stamp.find()) {
      var heardAt = Instant.EPOCH.plus(Long.parseLong(stamp.group(1)), ChronoUnit.MICROS);
      at = isAnother || heardAt.isAfter(at) ? heardAt : at;
    }
    return isAnother;
  }

  /// When the process before was heard last, until [#buried].
  synchronized Optional<Instant> died() {
    return Optional.ofNullable(diedAt);
  }

  /// Says that the calls of the one that died at that moment are dealt with.
  synchronized void buried(Instant died) {
    if (died.equals(diedAt)) {
      diedAt = null;
    }
  }
}
