package rollcall.switches.freeswitch;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Events that tell nothing of a call, and so need not be kept.
final class Heartbeat {
  private static final int HEAD_BYTES = 200;
  private static final Pattern NAME =
      Pattern.compile("\"?Event-Name\"?: ?\"?(HEARTBEAT|SHUTDOWN)\\b");

  private Heartbeat() {}

  /// Whether `event` may tell of a call.
  static boolean isNone(byte[] event) {
    var head =
        new String(event, 0, Math.min(event.length, HEAD_BYTES), StandardCharsets.ISO_8859_1);
    return !NAME.matcher(head).find();
  }
}
