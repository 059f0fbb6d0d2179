package rollcall.switches.freeswitch;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// The answer to `status`: which version it is, and how long it has been running, where it says so.
record Status(String version, Optional<Duration> up) {
  private static final Pattern UP =
      Pattern.compile(
          "UP (\\d{1,4}) years?, (\\d{1,3}) days?, (\\d{1,2}) hours?, (\\d{1,2}) minutes?,"
              + " (\\d{1,2}) seconds?");
  private static final Pattern VERSION = Pattern.compile("FreeSWITCH \\(Version ([^ )]{1,50})");
  private static final int DAYS_OF_A_YEAR = 365;

  static Status of(byte[] answer) {
    var text = new String(answer, StandardCharsets.UTF_8);
    var up = UP.matcher(text);
    var version = VERSION.matcher(text);
    return new Status(
        version.find() ? version.group(1) : "",
        up.find()
            ? Optional.of(
                Duration.ofDays(Long.parseLong(up.group(1)) * DAYS_OF_A_YEAR)
                    .plusDays(Long.parseLong(up.group(2)))
                    .plusHours(Long.parseLong(up.group(3)))
                    .plusMinutes(Long.parseLong(up.group(4)))
                    .plusSeconds(Long.parseLong(up.group(5))))
            : Optional.empty());
  }

  /// It as part of a sentence.
  String words() {
    return "FreeSWITCH"
        + (version.isEmpty() ? "" : " " + version)
        + up.map(it -> ", up " + words(it)).orElse("");
  }

  private static String words(Duration time) {
    return time.toDays() > 0
        ? time.toDays() + " d " + time.toHoursPart() + " h"
        : time.toHours() + " h " + time.toMinutesPart() + " min";
  }
}
