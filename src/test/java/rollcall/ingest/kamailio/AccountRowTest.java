package rollcall.ingest.kamailio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rollcall.calls.ReplayedCalls;
import rollcall.ingest.Normalised;
import rollcall.ingest.Origin;
import rollcall.ingest.SourceName;

/// Rows of tables, made up, as PostgreSQL writes them in JSON.
final class AccountRowTest {
  private static final KamailioJson KAMAILIO = new KamailioJson(Origin.of(new SourceName("sip")));

  private static String message(String row) {
    return new String(AccountRow.message(row.replace('\'', '"')), UTF_8);
  }

  private static String call(String row) {
    var said = KAMAILIO.read(message(row).getBytes(UTF_8)).said();
    assertThat(said).isInstanceOf(Normalised.Report.class);
    return ReplayedCalls.rows(List.of(((Normalised.Report) said).report())).getFirst();
  }

  @Test
  void aRecordHasTheTimeOfItsColumnsAndTheKeyThatItHasWhenItIsPosted() {
    var row =
        "{'id':1,'method':'INVITE','from_tag':'f','callid':'c','sip_code':'200','src_user':'1',"
            + "'dst_user':'2','auth':'','time':'2026-11-23T10:04:12','time_attr':1795424652,"
            + "'time_exten':5449}";
    var posted =
        "{\"method\":\"INVITE\",\"from_tag\":\"f\",\"callid\":\"c\",\"sip_code\":\"200\","
            + "\"time\":1795424652.005449}";

    assertThat(call(row)).contains("inbound | 1 | 2 | - | answered").contains("12.005449");
    assertThat(KAMAILIO.read(message(row).getBytes(UTF_8)).key())
        .isEqualTo(KAMAILIO.read(posted.getBytes(UTF_8)).key());
  }

  @ParameterizedTest
  @CsvSource({
    "'''time'':''2026-11-23T09:04:12''', 09:04:12.000000",
    "'''time'':''2026-11-23T10:04:12+01:00''', 09:04:12.000000",
    "'''time'':''2026-11-23T10:04:12'',''time_attr'':1795424652.125', 09:04:12.125000",
    "'''time'':''2026-11-23T09:04:12'',''time_attr'':0,''time_exten'':0', 09:04:12.000000",
  })
  void takesTheBestTimeThatARecordHas(String time, String shown) {
    assertThat(
            call(
                "{'method':'INVITE','callid':'c','sip_code':'200','src_user':'1','dst_user':'2',"
                    + time
                    + "}"))
        .contains(shown);
  }

  @Test
  void findsTheZoneOfACdrByItsOwnStamp() {
    var row =
        "{'callid':'c','caller':'1','callee':'2','direction':'outbound','outcome':'answered',"
            + "'start_time':'2026-11-23T04:04:12','end_time':'2026-11-23T04:04:15','duration':2.9,"
            + "'end_ts':'1795424655.109494'}";
    assertThat(call(row))
        .startsWith("outbound | 1 | 2 | - | completed | 23 09:04:12.000000")
        .contains("23 09:04:15.109494");
  }

  @Test
  void aCdrWithAllMomentsTellsTheWholeCall() {
    var row =
        "{'callid':'c','caller':'1','callee':'2','sip_username':'1','outcome':'answered',"
            + "'start_time':'2026-11-23T09:04:12','end_time':'2026-11-23T09:04:12','duration':0.4,"
            + "'started_ts':'1795424651.2','rang_ts':'1795424651.3','answered_ts':'1795424652.1',"
            + "'end_ts':'1795424652.5'}";
    assertThat(call(row))
        .startsWith(
            "outbound | 1 | 2 | 1 | completed | 23 09:04:11.200000 | 23 09:04:11.300000"
                + " | 23 09:04:12.100000 | 23 09:04:12.500000");
  }

  @ParameterizedTest
  @CsvSource({
    "0, '', 1795424656.5, failed, 16.500000",
    "0, busy, 1795424656.5, busy, 16.500000",
    "0.000, '', 1795424656.5, failed, 16.500000",
    "0.7, '', 1795424652.5, completed, 12.500000"
  })
  void tellsACallThatNobodyAnsweredFromAShortOne(
      String duration, String outcome, String end, String status, String shown) {
    var row =
        ("{'callid':'c','caller':'1','callee':'2','start_time':'2026-11-23T09:04:12',"
                + "'end_time':'2026-11-23T09:04:12','duration':%s,'outcome':'%s','end_ts':'%s'}")
            .formatted(duration, outcome, end);
    assertThat(call(row)).contains("| " + status + " |").contains(shown);
  }

  @Test
  void leavesWhatIsExactOrCannotBeUnderstood() {
    assertThat(message("{'start_time':'soon','callid':'c'}"))
        .isEqualTo("{\"callid\":\"c\",\"start_time\":\"soon\"}");
    assertThat(message("{'method':'BYE','time':'1795424652.5'}"))
        .isEqualTo("{\"method\":\"BYE\",\"time\":\"1795424652.500000\"}");
    assertThat(message("not json")).isEqualTo("not json");
  }
}
