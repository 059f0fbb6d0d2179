package rollcall.ingest.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static rollcall.ingest.Deliveries.row;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rollcall.ingest.Delivery;
import rollcall.ingest.Normalised;
import rollcall.ingest.SourceName;

/// Status callbacks in the form of Twilio's.
final class TwilioCallbackTest {
  private static final Instant NOW = Instant.parse("2026-11-23T09:30:00Z");
  private static final TwilioCallback CALLBACKS = new TwilioCallback(new SourceName("twilio"));

  private static Delivery read(String status, int second, String more) {
    var body =
        "CallSid=CA1&From=%2B15550009999&To=%2B15550010001&Direction=outbound-api&CallStatus="
            + status
            + "&Timestamp=Mon%2C+23+Nov+2026+09%3A01%3A0"
            + second
            + "+%2B0000&SequenceNumber="
            + second
            + more;
    return CALLBACKS.read(Form.parse(body.getBytes(UTF_8)), new byte[0], NOW);
  }

  @Test
  void tellsACallInAnyOrder() {
    var row =
        row(
            read("completed", 9, "&CallDuration=5&SipResponseCode=200"),
            read("in-progress", 4, ""),
            read("ringing", 2, ""),
            read("initiated", 1, ""));

    assertThat(row)
        .isEqualTo(
            "outbound | +15550009999 | +15550010001 | - | completed | 23 09:01:01.000000"
                + " | 23 09:01:02.000000 | 23 09:01:04.000000 | 23 09:01:09.000000 | 8 | - | -"
                + " | - | hangup");
  }

  @ParameterizedTest
  @CsvSource({
    "completed, completed",
    "busy, busy",
    "no-answer, no_answer",
    "failed, failed",
    "canceled, cancelled",
    "cancelled, cancelled"
  })
  void endsByTheWordsThatAreKnown(String word, String status) {
    assertThat(row(read("ringing", 2, ""), read(word, 3, ""))).contains("| " + status + " |");
  }

  @Test
  void endsNoCallByAWordThatIsNotKnown() {
    assertThat(read("vanished", 3, "").said()).isEqualTo(new Normalised.Nothing());
    assertThat(row(read("ringing", 2, ""), read("vanished", 3, ""))).contains("| ringing |");
  }

  @Test
  void leavesNoCallRingingThatNobodyAnswered() {
    assertThat(row(read("no-answer", 3, "&SipResponseCode=480"), read("ringing", 3, "")))
        .contains("| no_answer |")
        .contains("| 480 |");
  }

  @Test
  void tellsFromTheLastCallbackAloneWhenTheCallBegan() {
    assertThat(row(read("completed", 9, "&CallDuration=7")))
        .contains("| 23 09:01:02.000000 | - | 23 09:01:02.000000 | 23 09:01:09.000000 | 7 |");
  }

  @Test
  void takesTheMomentOfReceiptWhereNoneIsTold() {
    var form = Form.parse("CallSid=1&CallStatus=initiated&Direction=inbound&To=2".getBytes(UTF_8));

    assertThat(row(CALLBACKS.read(form, new byte[0], NOW)))
        .startsWith("inbound | anonymous | 2 | - | initiated | 23 09:30:00.000000 |");
  }

  @Test
  void namesTheSipUserAndFoldsLegs() {
    var sip =
        "CallSid=1&CallStatus=ringing&Direction=inbound&From=sip%3Aalice%40pbx.example&To=200";
    assertThat(row(CALLBACKS.read(Form.parse(sip.getBytes(UTF_8)), new byte[0], NOW)))
        .startsWith("inbound | sip:alice@pbx.example | 200 | alice | ringing");
    assertThat(read("ringing", 1, "&ParentCallSid=CA0").said())
        .isEqualTo(new Normalised.Leg("CA0"));
  }

  @Test
  void isKnownBySidSequenceAndStatus() {
    assertThat(read("ringing", 2, "").key()).isEqualTo("twilio:CA1:2:ringing:");
    assertThat(CALLBACKS.read(Form.parse(new byte[0]), new byte[0], NOW).said())
        .isInstanceOf(Normalised.Unintelligible.class);
  }
}
