package rollcall.ingest.freeswitch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rollcall.calls.HangupParty;
import rollcall.calls.SaidOutcome;

/// The evidence of how a call ended.
final class EndingTest {
  @Test
  void takesTheReplyOfTheCalledParty() {
    assertThat(
            TestCdr.unanswered("USER_BUSY")
                .variable("sip_invite_failure_status", "486")
                .variable("last_bridge_proto_specific_hangup_cause", "sip:480")
                .ending()
                .sipCode())
        .contains(486L);
    assertThat(
            TestCdr.unanswered("USER_BUSY")
                .variable("last_bridge_proto_specific_hangup_cause", "sip:486")
                .ending()
                .sipCode())
        .contains(486L);
    assertThat(
            TestCdr.originated("USER_BUSY")
                .variable("proto_specific_hangup_cause", "sip:486")
                .ending()
                .sipCode())
        .contains(486L);
  }

  @Test
  void takesNoReplyOfAnEarlierBranchOfAnAnsweredCall() {
    assertThat(TestCdr.answered().variable("sip_invite_failure_status", "486").ending().sipCode())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"ALLOTTED_TIMEOUT", "NO_ANSWER", "NO_USER_RESPONSE", "RECOVERY_ON_TIMER_EXPIRE"})
  void isNotCancelledByItsCallerWhereTheSwitchStoppedWaiting(String cause) {
    var ending =
        TestCdr.originated(cause)
            .variable("sip_invite_failure_status", "487")
            .variable("sip_hangup_disposition", "send_cancel")
            .ending();

    assertThat(ending.sipCode()).isEmpty();
    assertThat(ending.outcome()).isEmpty();
    assertThat(ending.party()).contains(HangupParty.SYSTEM);
  }

  @Test
  void isCancelledByItsCallerAfterAnotherBranchWasBusy() {
    var ending =
        TestCdr.unanswered("ORIGINATOR_CANCEL")
            .variable("sip_invite_failure_status", "486")
            .variable("sip_hangup_disposition", "recv_cancel")
            .ending();

    assertThat(ending.sipCode()).contains(487L);
    assertThat(ending.outcome()).contains(SaidOutcome.CANCELLED);
    assertThat(ending.party()).contains(HangupParty.CALLER);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "NORMAL_CLEARING, recv_bye, inbound, 1, CALLER",
        "NORMAL_CLEARING, send_bye, inbound, 1, CALLEE",
        "NORMAL_CLEARING, send_bye, inbound, 0, SYSTEM",
        "NORMAL_CLEARING, recv_bye, outbound, 0, CALLEE",
        "NORMAL_CLEARING, send_bye, outbound, 0, SYSTEM",
        "MANAGER_REQUEST, send_bye, inbound, 1, SYSTEM",
        "SYSTEM_SHUTDOWN, send_bye, inbound, 1, SYSTEM",
        "ALLOTTED_TIMEOUT, send_bye, inbound, 1, SYSTEM",
        "NORMAL_CLEARING, -, inbound, 1, -"
      })
  void tellsWhoEndedAnAnsweredCall(
      String cause, String disposition, String direction, String bridged, HangupParty party) {
    var cdr =
        TestCdr.answered()
            .variable("direction", direction)
            .variable("hangup_cause", cause)
            .variable("bridge_uepoch", bridged)
            .variable("sip_hangup_disposition", disposition == null ? "" : disposition);

    assertThat(cdr.ending().party().orElse(null)).isEqualTo(party);
  }

  @ParameterizedTest
  @CsvSource({
    "USER_BUSY, send_refuse, inbound, 486, CALLEE",
    "NO_USER_RESPONSE, send_refuse, inbound, 480, CALLEE",
    "NO_ROUTE_DESTINATION, send_refuse, inbound, '', SYSTEM",
    "RECOVERY_ON_TIMER_EXPIRE, send_refuse, inbound, 408, SYSTEM",
    "USER_BUSY, recv_refuse, outbound, 486, CALLEE",
    "NORMAL_CLEARING, send_cancel, outbound, 487, SYSTEM"
  })
  void tellsWhoEndedAnUnansweredCall(
      String cause, String disposition, String direction, String code, HangupParty party) {
    var cdr =
        TestCdr.unanswered(cause)
            .variable("direction", direction)
            .variable("sip_invite_failure_status", code)
            .variable("sip_hangup_disposition", disposition);

    assertThat(cdr.ending().party()).contains(party);
  }
}
