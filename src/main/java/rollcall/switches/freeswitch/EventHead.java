package rollcall.switches.freeswitch;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The first fields of an event, which are the switch's own and come before anything that a caller
/// chose: what it is, which process of the switch tells it (its `Core-UUID`), and when by its
/// clock. A name or process that is not there is empty.
record EventHead(String name, String core, Optional<Instant> at) {
  private static final int BYTES = 1_024;

  private static final Pattern NAME = Pattern.compile("\"?Event-Name\"?:\\s?\"?([A-Z_]{1,40})\\b");
  private static final Pattern CORE =
      Pattern.compile("\"?Core-UUID\"?:\\s?\"?([0-9A-Fa-f-]{36})\\b");
  private static final Pattern STAMP =
      Pattern.compile("\"?Event-Date-Timestamp\"?:\\s?\"?(\\d{15,17})\\b");

  private static final Set<String> OF_THE_SWITCH = Set.of("HEARTBEAT", "SHUTDOWN");

  /// That of `event`, in JSON or plain.
  static EventHead of(byte[] event) {
    var head = new String(event, 0, Math.min(event.length, BYTES), StandardCharsets.ISO_8859_1);
    return new EventHead(
        first(NAME, head).orElse(""),
        first(CORE, head).orElse(""),
        first(STAMP, head).map(it -> Instant.EPOCH.plus(Long.parseLong(it), ChronoUnit.MICROS)));
  }

  private static Optional<String> first(Pattern pattern, String head) {
    var match = pattern.matcher(head);
    return match.find() ? Optional.of(match.group(1)) : Optional.empty();
  }

  /// Whether the event may tell of a call; others need not be kept.
  boolean mayTellOfACall() {
    return !OF_THE_SWITCH.contains(name);
  }
}
