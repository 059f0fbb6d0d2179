package rollcall.sip;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// Calls to one number, so many a second, by callers in turn, who play `scenario` and talk as long.
record Volley(
    String scenario, List<Caller> callers, String number, int calls, int perSecond, Duration talk) {
  /// One call.
  static Volley single(String scenario, Caller caller, String number) {
    return new Volley(scenario, List.of(caller), number, 1, 1, Duration.ofMillis(1500));
  }

  /// Where they call from.
  String address() {
    return callers.getFirst().user().isPresent() ? Kamailio.ADDRESS : Kamailio.TRUNK;
  }

  /// What sipp reads of each call, in turn.
  String lines() {
    return callers.stream()
        .map(caller -> caller.line(number))
        .collect(Collectors.joining("", "SEQUENTIAL\n", ""));
  }

  /// What sipp is told of all of them.
  List<String> options() {
    return List.of(
        "-m", Integer.toString(calls),
        "-r", Integer.toString(perSecond),
        "-d", Long.toString(talk.toMillis()));
  }
}
