package rollcall.ingest.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rollcall.calls.CallReport;
import rollcall.calls.ReplayedCalls;
import rollcall.ingest.Normalised;
import rollcall.ingest.SourceName;

/// Events of our own webhook.
final class CallWebhookTest {
  private static final CallWebhook WEBHOOK = new CallWebhook(new SourceName("crm"));
  private static final String PARTIES =
      "'call_uuid':'1','direction':'inbound','from_number':'+1555','to_number':'200'";

  private static String event(String type, String time, String data) {
    return ("{'type':'" + type + "','timestamp':'2026-11-23T12:00:" + time + "Z','data':{" + data)
        + "}}";
  }

  private static Normalised said(String json) {
    return WEBHOOK.read("msg_1", json.replace('\'', '"').getBytes(UTF_8)).said();
  }

  private static String row(String... events) {
    return ReplayedCalls.rows(Arrays.stream(events).map(CallWebhookTest::report).toList())
        .getFirst();
  }

  private static CallReport report(String event) {
    return ((Normalised.Report) said(event)).report();
  }

  private static List<String> faults(String json) {
    return ((Normalised.Unintelligible) said(json)).reasons();
  }

  @Test
  void eachEventTellsTheTimeThatItIsAbout() {
    assertThat(
            row(
                event("call.ended", "09.5", "'call_uuid':'1','hangup_by':'caller'"),
                event("call.answered", "03", "'call_uuid':'1'"),
                event("call.ringing", "01", "'call_uuid':'1'"),
                event("call.initiated", "00", PARTIES + ",'sip_username':'alice'")))
        .isEqualTo(
            "inbound | +1555 | 200 | alice | completed | 23 12:00:00.000000 | 23 12:00:01.000000"
                + " | 23 12:00:03.000000 | 23 12:00:09.500000 | 9 | - | - | caller | hangup");
  }

  @Test
  void oneEventCanTellAll() {
    assertThat(
            row(
                event(
                    "call.ended",
                    "30",
                    PARTIES
                        + ",'started_at':'2026-11-23T13:00:00.123456+01:00'"
                        + ",'rang_at':'2026-11-23T12:00:01Z','ended_at':'2026-11-23T12:00:09Z'"
                        + ",'hangup_cause':'USER_BUSY','sip_code':486,'hangup_by':'callee'"
                        + ",'outcome':'busy','conversation_id':null")))
        .isEqualTo(
            "inbound | +1555 | 200 | - | busy | 23 12:00:00.123456 | 23 12:00:01.000000 | -"
                + " | 23 12:00:09.000000 | 8 | USER_BUSY | 486 | callee | hangup");
  }

  @ParameterizedTest
  @CsvSource({
    "completed, completed",
    "busy, busy",
    "no_answer, no_answer",
    "failed, failed",
    "cancelled, cancelled",
    "canceled, cancelled"
  })
  void takesTheOutcomeAsItIsSaid(String outcome, String status) {
    assertThat(row(event("call.ended", "09", PARTIES + ",'outcome':'" + outcome + "'")))
        .contains("| " + status + " |");
  }

  @Test
  void aConversationGoesOn() {
    assertThat(row(event("call.in_progress", "02", PARTIES))).contains("| in_progress |");
  }

  @Test
  void namesEverythingThatIsWrong() {
    assertThat(
            faults(
                "{'type':'call.over','timestamp':'yesterday','data':{'call_uuid':'1'},'more':1}"))
        .satisfiesExactly(
            fault -> assertThat(fault).startsWith("`more` is not known; known are data"),
            fault -> assertThat(fault).startsWith("`type` must be one of call.answered"),
            fault -> assertThat(fault).startsWith("`timestamp` must be a time with its zone"));
    assertThat(
            faults(
                event(
                    "call.answered",
                    "01",
                    "'call_uuid':7,'direction':'sideways','from_number':'1','sip_code':200,"
                        + "'conversation_id':'x','colour':'red','answered_at':'12:00'")))
        .satisfiesExactlyInAnyOrder(
            fault -> assertThat(fault).startsWith("`data.colour` is not known"),
            fault -> assertThat(fault).isEqualTo("`data.call_uuid` must be a string."),
            fault ->
                assertThat(fault).isEqualTo("`data.direction` must be one of inbound, outbound."),
            fault -> assertThat(fault).isEqualTo("`data.to_number` is missing."),
            fault -> assertThat(fault).isEqualTo("`data.conversation_id` must be a UUID."),
            fault -> assertThat(fault).startsWith("`data.answered_at` must be a time"),
            fault -> assertThat(fault).isEqualTo("`data.sip_code` belongs to `call.ended` alone."));
  }

  @Test
  void namesWhatIsMissing() {
    assertThat(faults("{}")).containsExactly("`type` is missing.", "`data` is missing.");
    assertThat(faults("{'type':'call.answered','data':{}}"))
        .containsExactly(
            "`data.call_uuid` is missing.",
            "`data.occurred_at` is missing, and so is `timestamp`.");
    assertThat(faults("{'type':' ','timestamp':'','data':{'call_uuid':''}}"))
        .containsExactly(
            "`type` is missing.",
            "`data.call_uuid` is missing.",
            "`data.occurred_at` is missing, and so is `timestamp`.");
    assertThat(faults(event("call.initiated", "00", "'call_uuid':'1','from_number':'1'")))
        .containsExactly("`data.direction` is missing.", "`data.to_number` is missing.");
    assertThat(faults("[]")).singleElement().asString().startsWith("The body is not JSON:");
    assertThat(faults("{'type':'a','type':'b'}")).hasSize(1);
  }

  @Test
  void onlyTheEndTellsOfTheEnd() {
    assertThat(faults(event("call.ringing", "00", "'call_uuid':'1','outcome':'busy'")))
        .containsExactly("`data.outcome` belongs to `call.ended` alone.");
    assertThat(faults(event("call.ended", "00", "'call_uuid':'1','outcome':'gone','sip_code':9")))
        .hasSize(2);
  }

  @Test
  void isKnownByTheIdOfTheMessageUnlessItCannotBeUnderstood() {
    var right = event("call.ringing", "00", "'call_uuid':'1'");
    assertThat(WEBHOOK.read("msg_1", right.replace('\'', '"').getBytes(UTF_8)).key())
        .isEqualTo("webhook:msg_1");
    assertThat(WEBHOOK.read("msg_1", new byte[0]).key()).startsWith("sha256:");
  }
}
