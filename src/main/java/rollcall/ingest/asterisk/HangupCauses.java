package rollcall.ingest.asterisk;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import rollcall.calls.SaidOutcome;

/// The numbers of Q.850 by the names that FreeSWITCH gives them, so that a cause is named alike
/// whatever the switch.
final class HangupCauses {
  private static final int USER_BUSY = 17;
  private static final int CALL_REJECTED = 21;

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(1, "UNALLOCATED_NUMBER"),
          Map.entry(2, "NO_ROUTE_TRANSIT_NET"),
          Map.entry(3, "NO_ROUTE_DESTINATION"),
          Map.entry(6, "CHANNEL_UNACCEPTABLE"),
          Map.entry(16, "NORMAL_CLEARING"),
          Map.entry(USER_BUSY, "USER_BUSY"),
          Map.entry(18, "NO_USER_RESPONSE"),
          Map.entry(19, "NO_ANSWER"),
          Map.entry(20, "SUBSCRIBER_ABSENT"),
          Map.entry(CALL_REJECTED, "CALL_REJECTED"),
          Map.entry(22, "NUMBER_CHANGED"),
          Map.entry(26, "LOSE_RACE"),
          Map.entry(27, "DESTINATION_OUT_OF_ORDER"),
          Map.entry(28, "INVALID_NUMBER_FORMAT"),
          Map.entry(29, "FACILITY_REJECTED"),
          Map.entry(31, "NORMAL_UNSPECIFIED"),
          Map.entry(34, "NORMAL_CIRCUIT_CONGESTION"),
          Map.entry(38, "NETWORK_OUT_OF_ORDER"),
          Map.entry(41, "NORMAL_TEMPORARY_FAILURE"),
          Map.entry(42, "SWITCH_CONGESTION"),
          Map.entry(44, "REQUESTED_CHAN_UNAVAIL"),
          Map.entry(50, "FACILITY_NOT_SUBSCRIBED"),
          Map.entry(52, "OUTGOING_CALL_BARRED"),
          Map.entry(54, "INCOMING_CALL_BARRED"),
          Map.entry(57, "BEARERCAPABILITY_NOTAUTH"),
          // What Asterisk says of a 488; FreeSWITCH's own name for the number is another.
          Map.entry(58, "INCOMPATIBLE_DESTINATION"),
          Map.entry(65, "BEARERCAPABILITY_NOTIMPL"),
          Map.entry(66, "CHAN_NOT_IMPLEMENTED"),
          Map.entry(69, "FACILITY_NOT_IMPLEMENTED"),
          Map.entry(79, "SERVICE_NOT_IMPLEMENTED"),
          Map.entry(88, "INCOMPATIBLE_DESTINATION"),
          Map.entry(102, "RECOVERY_ON_TIMER_EXPIRE"),
          Map.entry(111, "PROTOCOL_ERROR"),
          Map.entry(127, "INTERWORKING"));

  /// Numbers that say that the called party was there or might have been, and did not answer.
  private static final Set<Integer> UNANSWERED = Set.of(18, 19, 20, 102);

  private HangupCauses() {}

  /// The name of `number`; 0 says nothing and has none.
  static Optional<String> name(int number) {
    return Optional.ofNullable(NAMES.get(number));
  }

  /// Whether the called party did not want the call.
  static boolean isDeclined(int number) {
    return number == CALL_REJECTED;
  }

  /// What `number` says of a party that was called and did not answer.
  static SaidOutcome outcome(int number) {
    if (number == USER_BUSY || isDeclined(number)) {
      return SaidOutcome.BUSY;
    }
    return UNANSWERED.contains(number) ? SaidOutcome.NO_ANSWER : SaidOutcome.FAILED;
  }
}
