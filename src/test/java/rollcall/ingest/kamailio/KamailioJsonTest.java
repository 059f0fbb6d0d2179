package rollcall.ingest.kamailio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static rollcall.ingest.Deliveries.row;
import static rollcall.ingest.Deliveries.rows;

import java.time.Instant;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.ingest.Delivery;
import rollcall.ingest.Normalised;
import rollcall.ingest.Origin;
import rollcall.ingest.SourceName;
import rollcall.ingest.Unreadable;

/// Single messages of Kamailio, made up.
final class KamailioJsonTest {
  private static final KamailioJson KAMAILIO = new KamailioJson(Origin.of(new SourceName("sip")));

  private static Delivery read(String json) {
    return KAMAILIO.read(json.replace('\'', '"').getBytes(UTF_8));
  }

  private static Delivery event(String word, String ts, String more) {
    return read(
        "{'event':'%s','call_id':'c','from':'1','to':'2','direction':'outbound','seq':1,'ts':'%s'%s}"
            .formatted(word, ts, more));
  }

  private static Delivery acc(String method, String code, String time) {
    return read(
        "{'method':'%s','callid':'c','from_tag':'f','sip_code':'%s','time':%s,'src_user':'1','dst_user':'2'}"
            .formatted(method, code, time));
  }

  @ParameterizedTest
  @ValueSource(strings = {"401", "407"})
  void makesNoCallOfAChallenge(String code) {
    assertThat(acc("INVITE", code, "1795424651.2").said()).isEqualTo(new Normalised.Nothing());
  }

  @Test
  void endsNoCallByAWordThatIsNotKnown() {
    assertThat(row(event("ringing", "1795424651.2", ""), event("gone", "1795424652.2", "")))
        .contains("| ringing |");
  }

  @Test
  void goesOnWhereTheScriptTriesAnotherPlace() {
    var failed = acc("INVITE", "503", "1795424651.2");

    assertThat(row(failed)).contains("| failed |");
    assertThat(row(failed, event("ringing", "1795424651.3", ""))).contains("| ringing |");
    assertThat(row(event("ringing", "1795424651.1", ""), failed)).contains("| failed |");
  }

  @Test
  void tellsByTheLastPlaceHowACallEnded() {
    var first = acc("INVITE", "503", "1795424651.2");
    var passedOn = acc("INVITE", "500", "1795424651.3");
    var last = event("busy", "1795424653.2", ",'sip_code':486");

    assertThat(row(first, passedOn)).contains("| failed |");
    assertThat(row(first, acc("INVITE", "486", "1795424653.2"))).contains("| busy |");
    assertThat(row(last, passedOn, first)).contains("| busy |").contains("| 486 |");
  }

  @Test
  void learnsTheEndFromTheRecordOfTheBye() {
    assertThat(row(event("answered", "1795424651.2", ""), acc("BYE", "200", "1795424653.4")))
        .contains("| completed |")
        .contains("23 09:04:13.400000");
    assertThat(rows(acc("BYE", "200", "1795424653.4"))).isEmpty();
  }

  @Test
  void readsMomentsThatWereFloatingPointNumbers() {
    assertThat(row(acc("INVITE", "200", "1795424651.0954490000001")))
        .contains("23 09:04:11.095449");
  }

  @Test
  void aLastEventWithAllMomentsTellsTheWholeCall() {
    var moments =
        ",'started_ts':'1795424651.1','rang_ts':'1795424651.2','answered_ts':'1795424651.3'";
    assertThat(row(event("completed", "1795424655.4", moments)))
        .contains("completed | 23 09:04:11.100000 | 23 09:04:11.200000 | 23 09:04:11.300000 |");
    assertThat(row(event("no_answer", "1795424655.4", ",'sip_code':408,'rang_ts':'1795424651.2'")))
        .contains("| no_answer |");
  }

  @ParameterizedTest
  @CsvSource({
    "answered, 1795424655.5, '', completed, 09:04:15.500000",
    "busy, 1795424651.2, 1795424652.7, busy, 09:04:12.700000",
    "canceled, 1795424651.2, '', cancelled, - | -",
    "'', 1795424655.5, '', completed, 09:04:15.500000",
    "'', 1795424651.2, 1795424652.7, failed, 09:04:12.700000"
  })
  void takesTheEndOfACdrThatIsOne(
      String outcome, String end, String stamp, String status, String shown) {
    assertThat(
            row(
                read(
                    "{'callid':'c','start_time':'1795424651.2','end_time':'%s','from':'1','to':'2','outcome':'%s','end_ts':'%s'}"
                        .formatted(end, outcome, stamp))))
        .contains("| " + status + " |")
        .contains(shown)
        .endsWith("cdr");
  }

  @Test
  void decidesTheDirectionWhereTheScriptDoesNot() {
    assertThat(row(acc("INVITE", "200", "1795424651.2"))).startsWith("inbound | 1 | 2 | - |");
    assertThat(
            row(
                read(
                    "{'method':'INVITE','callid':'c','sip_code':'200','time':1795424651.2,'src_user':'','dst_user':'2','auth':'u'}")))
        .startsWith("outbound | anonymous | 2 | u |");
  }

  private static String listed(String asked, int state, String variables) throws Unreadable {
    var answer =
        ("{'jsonrpc':'2.0','id':1,'result':[{'h_entry':1,'h_id':2,'call-id':'c','state':%d,"
                + "'from_uri':'sip:%%2B15@lab','to_uri':'sip:16;x=y@lab;user=phone',"
                + "'init_ts':1795424650,'start_ts':1795424652,'variables':[%s]}]}")
            .formatted(state, variables)
            .replace('\'', '"');
    var dialogs = DialogList.read(answer.getBytes(UTF_8), Instant.parse(asked)).dialogs();
    return row(KAMAILIO.read(dialogs.getFirst().message()));
  }

  @Test
  void makesACallOfAListedDialog() throws Unreadable {
    var asked = "2026-11-23T09:04:20.5Z";
    var who = "{'dir':'outbound'},{'au':'u'},{'from':'1'},{'to':'2'}";
    assertThat(listed(asked, 1, who))
        .startsWith("outbound | 1 | 2 | u | initiated | 23 09:04:10.999999 | - | - |");
    assertThat(listed(asked, 2, who))
        .contains("| ringing | 23 09:04:10.999999 | 23 09:04:20.500000 | - |");
    assertThat(listed(asked, 4, who))
        .contains("| answered | 23 09:04:10.999999 | - | 23 09:04:12.999999 |");
  }

  @Test
  void takesTheMomentsThatTheScriptGaveADialog() throws Unreadable {
    var moments =
        "{'started_ts':'1795424650.1'},{'rang_ts':'1795424650.2'},{'answered_ts':'1795424651.3'}";
    assertThat(listed("2026-11-23T09:04:20.5Z", 3, moments))
        .startsWith(
            "inbound | +15 | 16 | - | answered | 23 09:04:10.100000 | 23 09:04:10.200000"
                + " | 23 09:04:11.300000 |");
  }

  @Test
  void aListedDialogMakesNoTimeWorseThatIsKnown() throws Unreadable {
    var answered = event("answered", "1795424652.2", ",'started_ts':'1795424650.3'");
    var answer =
        "{'result':[{'call-id':'c','state':4,'init_ts':1795424650,'start_ts':1795424652}]}"
            .replace('\'', '"');
    var dialog =
        DialogList.read(answer.getBytes(UTF_8), Instant.parse("2026-11-23T09:04:20.5Z"))
            .dialogs()
            .getFirst();

    assertThat(row(answered, KAMAILIO.read(dialog.message())))
        .contains("| answered | 23 09:04:10.300000 | - | 23 09:04:12.200000 |");
  }

  @Test
  void twoListsAreTwoMessages() throws Unreadable {
    var answer = "{'result':[{'call-id':'c','state':4}]}".replace('\'', '"').getBytes(UTF_8);
    var keys = new HashSet<String>();
    for (var second = 10; second < 13; second++) {
      var asked = Instant.parse("2026-11-23T09:04:" + second + "Z");
      keys.add(KAMAILIO.read(DialogList.read(answer, asked).dialogs().getFirst().message()).key());
    }
    assertThat(keys).hasSize(3);
  }

  @Test
  void aDialogMaySayAnything() throws Unreadable {
    var answer =
        ("{'result':[{'call-id':'\\ud800c','state':4,'from_uri':'%%zz','to_uri':'sip:%zz@a',"
                + "'variables':[{'\\ud800':'\\udfff'},{'a':[{'b':[]}]},[],1,null]}]}")
            .replace('\'', '"')
            .getBytes(UTF_8);
    var dialog = DialogList.read(answer, Instant.EPOCH.plusSeconds(1)).dialogs().getFirst();
    assertThat(row(KAMAILIO.read(dialog.message()))).contains("| anonymous | %zz |");
  }

  @Test
  void keysTellMessagesApart() {
    assertThat(event("ringing", "1795424651.2", "").key())
        .isEqualTo("event:c:ringing:1:1795424651.2");
    assertThat(acc("BYE", "200", "1795424653.4").key()).isEqualTo("acc:c:f:BYE:200:1795424653.4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{'event':'ringing','ts':'1795424651.2'}",
        "{'event':'ringing','call_id':'c','ts':'soon'}",
        "{'method':'BYE','time':1}",
        "{'start_time':'2026-11-23 09:04:11','callid':'c'}"
      })
  void saysWhatItCannotUnderstand(String json) {
    assertThat(read(json).said()).isInstanceOf(Normalised.Unintelligible.class);
  }
}
