package rollcall.sip;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A call as whoever placed it saw it.
record PlacedCall(
    String callId, String from, String to, Instant started, Map<String, Instant> moments) {
  PlacedCall {
    moments = Map.copyOf(moments);
  }

  Optional<Instant> answered() {
    return Optional.ofNullable(moments.get("answered"));
  }

  Optional<Instant> ended() {
    return Optional.ofNullable(moments.get("ended"));
  }

  /// The calls in the log of a scenario: `CALL-ID started SECONDS MICROSECONDS FROM TO`, and
  /// without the numbers for what happened later.
  static List<PlacedCall> inLog(List<String> lines) {
    var later = new HashMap<String, Map<String, Instant>>();
    for (var line : lines) {
      var words = line.split(" ", -1);
      later.computeIfAbsent(words[0], _ -> new HashMap<>()).put(words[1], moment(words));
    }
    var calls = new ArrayList<PlacedCall>();
    for (var line : lines) {
      var words = line.split(" ", -1);
      if (words[1].equals("started")) {
        calls.add(new PlacedCall(words[0], words[4], words[5], moment(words), later.get(words[0])));
      }
    }
    return calls;
  }

  private static Instant moment(String[] words) {
    return Instant.ofEpochSecond(
        (long) Double.parseDouble(words[2]), (long) Double.parseDouble(words[3]) * 1_000);
  }
}
