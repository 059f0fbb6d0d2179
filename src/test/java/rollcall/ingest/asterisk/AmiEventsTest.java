package rollcall.ingest.asterisk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static rollcall.ingest.Deliveries.row;
import static rollcall.ingest.Deliveries.rows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rollcall.ingest.Delivery;
import rollcall.ingest.Normalised;
import rollcall.ingest.Origin;
import rollcall.ingest.SourceName;

/// Single events of the manager interface, made up.
final class AmiEventsTest {
  private static final AmiEvents EVENTS = new AmiEvents(Origin.of(new SourceName("pbx")));
  private static final String A =
      "Channel: PJSIP/1001-00000002\nCallerIDNum: 1001\nContext: internal\nExten: 2002\n"
          + "Uniqueid: pbx-1795425752.3\nLinkedid: pbx-1795425752.3\n";
  private static final String B =
      "Channel: PJSIP/out-00000003\nContext: trunk\nUniqueid: pbx-1795425752.4\n"
          + "Linkedid: pbx-1795425752.3\n";

  private static Delivery event(String name, int second, String channel, String more) {
    return EVENTS.read(
        ("Event: " + name + "\nTimestamp: 179542575" + second + ".5\n" + channel + more + "\n")
            .getBytes(UTF_8));
  }

  private static Delivery started() {
    return event("Newchannel", 2, A, "ChannelState: 4\n");
  }

  /// Releases before TechCause.
  @ParameterizedTest
  @CsvSource({
    "NOANSWER, 0, no_answer",
    "NOANSWER, 1, failed",
    "NOANSWER, 21, busy",
    "NOANSWER, 19, no_answer",
    "BUSY, 17, busy",
    "CONGESTION, 34, failed",
    "CANCEL, 127, cancelled",
    "NOANSWER, 16, no_answer"
  })
  void tellsAnUnansweredCallWithoutSipCodes(String dialStatus, String cause, String status) {
    assertThat(
            row(
                started(),
                event("DialEnd", 4, A, "DialStatus: " + dialStatus + "\n"),
                event("Hangup", 5, B, "ChannelState: 0\nCause: " + cause + "\n"),
                event("Hangup", 5, A, "ChannelState: 4\nCause: 0\n")))
        .contains("| " + status + " |");
  }

  @Test
  void takesTheCodeOfTheCalledPartyNotWhatTheCallerWasTold() {
    assertThat(
            row(
                started(),
                event("DialEnd", 4, A, "DialStatus: NOANSWER\n"),
                event("Hangup", 5, B, "ChannelState: 0\nCause: 21\nTechCause: 603\n"),
                event("Hangup", 5, A, "ChannelState: 4\nCause: 21\nTechCause: 403\n")))
        .contains("| busy |")
        .contains("| CALL_REJECTED | 603 | callee |");
  }

  @Test
  void isCancelledByItsCallerAfterAnotherPlaceFailed() {
    assertThat(
            row(
                started(),
                event("DialEnd", 3, A, "DialStatus: CONGESTION\n"),
                event("Hangup", 3, B, "ChannelState: 0\nCause: 34\nTechCause: 503\n"),
                event("DialEnd", 6, A, "DialStatus: CANCEL\n"),
                event("Hangup", 6, A, "ChannelState: 4\nCause: 127\nTechCause: 487\n")))
        .contains("| cancelled |")
        .contains("| ORIGINATOR_CANCEL | 487 | caller |");
  }

  @Test
  void countsTheEndOfAnotherBranchForNothing() {
    assertThat(
            row(
                started(),
                event("DialEnd", 4, A, "DialStatus: ANSWER\n"),
                event("Hangup", 4, B, "ChannelState: 5\nCause: 26\n"),
                event("HangupRequest", 8, B, "Cause: 16\n"),
                event("Hangup", 8, A, "ChannelState: 6\nCause: 16\n")))
        .contains("| completed |")
        .endsWith("| NORMAL_CLEARING | - | callee | hangup");
  }

  @Test
  void knowsFromTheHangUpAloneThatTheCallWasAnswered() {
    assertThat(row(event("Hangup", 8, A, "ChannelState: 6\nCause: 16\n")))
        .startsWith("outbound | 1001 | 2002 | 1001 | completed |");
  }

  @Test
  void endsACallByItsRecordOnlyWhereTheHangUpIsMissing() {
    var record =
        event(
            "Cdr", 9, "", "UniqueID: pbx-1795425752.3\nLinkedID: pbx-1795425752.3\nSequence: 4\n");

    assertThat(row(started(), record)).endsWith("resync");
    assertThat(row(started(), record, event("Hangup", 8, A, "ChannelState: 4\n")))
        .endsWith("hangup");
    assertThat(event("Cdr", 9, "", "UniqueID: pbx-1795425752.3\n").said())
        .isEqualTo(new Normalised.Nothing());
  }

  @Test
  void tellsACallThatTheSwitchMadeFromItsDial() {
    var own = "Uniqueid: pbx-1795425752.3\nLinkedid: pbx-1795425752.3\nExten: s\n";
    var dest = "DestUniqueid: pbx-1795425752.3\nDestLinkedid: pbx-1795425752.3\n";
    assertThat(
            row(
                event("Newchannel", 2, own, "Channel: PJSIP/out-00000001\nChannelState: 0\n"),
                event(
                    "DialBegin",
                    3,
                    dest,
                    "DestConnectedLineNum: +15550009999\nDialString: out/sip:15550010001@host\n"),
                event("Newstate", 4, own, "ChannelState: 5\n")))
        .startsWith("outbound | +15550009999 | 15550010001 | - | ringing | 23 09:22:32.500000 |");
  }

  @Test
  void makesACallOfAListedChannel() {
    var row = event("CoreShowChannel", 8, A, "ChannelState: 6\nDuration: 00:00:05\n");

    assertThat(row(row))
        .startsWith(
            "outbound | 1001 | 2002 | 1001 | answered | 23 09:22:32.999999 | - | 23 09:22:38.500000");
    assertThat(row(event("CoreShowChannel", 8, A, "ChannelState: 4\nDuration: 00:00:05\n")))
        .contains("| initiated | 23 09:22:32.999999 | - | - |");
  }

  @Test
  void aListedChannelOfTheCalledPartyTellsThatItRings() {
    assertThat(row(started(), event("CoreShowChannel", 8, B, "ChannelState: 5\n")))
        .contains("| ringing |");
    assertThat(event("CoreShowChannel", 8, B, "ChannelState: 6\n").said())
        .isEqualTo(new Normalised.Leg("pbx-1795425752.3"));
  }

  @Test
  void aListedChannelMakesNoTimeWorseThatIsKnown() {
    var row = event("CoreShowChannel", 8, A, "ChannelState: 6\nDuration: 00:00:05\n");
    assertThat(row(started(), event("DialEnd", 4, A, "DialStatus: ANSWER\n"), row))
        .contains("| answered | 23 09:22:32.500000 | - | 23 09:22:34.500000 |");
  }

  @Test
  void countsFromItsAgeWhereTheIdentifierOfAListedChannelTellsNoTime() {
    var named = A.replace("pbx-1795425752.3", "1795000000.3");
    assertThat(row(event("CoreShowChannel", 8, named, "Duration: 00:01:05\n")))
        .contains("| initiated | 23 09:21:33.500000 |");
    assertThat(row(event("CoreShowChannel", 8, A, "Duration: long\n")))
        .contains("| initiated | 23 09:22:38.500000 |");
  }

  @Test
  void twoListsAreTwoMessages() {
    assertThat(event("CoreShowChannel", 8, A, "").key())
        .isNotEqualTo(event("CoreShowChannel", 9, A, "").key());
  }

  @Test
  void takesNoExtensionThatNobodyDials() {
    var elsewhere = A.replace("Exten: 2002", "Exten: h");
    assertThat(rows(event("Hangup", 8, elsewhere, ""))).isEmpty();
  }

  @Test
  void saysNothingInOtherEventsAndWhatIsMissing() {
    assertThat(event("CEL", 2, A, "").said()).isEqualTo(new Normalised.Nothing());
    assertThat(event("Newchannel", 2, B, "ChannelState: 0\n").said())
        .isEqualTo(new Normalised.Leg("pbx-1795425752.3"));
    assertThat(EVENTS.read(("Event: Newchannel\n" + A).getBytes(UTF_8)).said())
        .isEqualTo(
            new Normalised.Unintelligible(
                "The event has no `Timestamp`; set timestampevents=yes in manager.conf."));
  }
}
