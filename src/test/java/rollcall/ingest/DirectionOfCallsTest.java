package rollcall.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rollcall.calls.CallReport;
import rollcall.ingest.asterisk.AmiEvents;
import rollcall.ingest.freeswitch.EslEvents;
import rollcall.ingest.freeswitch.JsonCdr;
import rollcall.ingest.kamailio.KamailioJson;

/// What each switch tells of how a call came is what rules of direction see.
final class DirectionOfCallsTest {
  private static final String EVENT =
      """
      {"Event-Name":"CHANNEL_CREATE","Core-UUID":"c","Event-Sequence":"1","Unique-ID":"a",
       "Event-Date-Timestamp":"1795424653000000","Call-Direction":"inbound",
       "Caller-Context":"public","Caller-Network-Addr":"192.0.2.7",
       "Caller-Caller-ID-Number":"1","Caller-Destination-Number":"2",
       "variable_sofia_profile_name":"external"}
      """;
  private static final String CDR =
      """
      {"core-uuid":"c","variables":{"uuid":"a","direction":"inbound",
        "sofia_profile_name":"external","start_uepoch":"1795424653000000",
        "end_uepoch":"1795424654000000"},
       "callflow":[{"caller_profile":{"context":"public","network_addr":"192.0.2.7",
         "caller_id_number":"1","destination_number":"2"}}]}
      """;
  private static final String MANAGER =
      """
      Event: Newchannel
      Timestamp: 1795424653.1
      Channel: PJSIP/office-00000001
      ChannelState: 4
      CallerIDNum: 1
      Exten: 2
      Context: public
      Uniqueid: 1.1
      Linkedid: 1.1
      """;
  private static final String SCRIPT =
      """
      {"event":"initiated","call_id":"a","seq":1,"ts":"1795424653.5","from":"1","to":"2"}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "event | context=public:outbound | outbound",
        "event | profile=external,address=192.0.2.0/24:outbound | outbound",
        "event | profile=internal:outbound | inbound",
        "cdr | context=public:outbound | outbound",
        "cdr | profile=external,address=192.0.2.0/24:outbound | outbound",
        "cdr | address=192.0.3.0/24:outbound | inbound",
        "manager | endpoint=off*:outbound | outbound",
        "manager | context=public,authenticated=no:outbound | outbound",
        "manager | endpoint=trunk:outbound | inbound",
        "script | authenticated=no:outbound | outbound",
        "script | authenticated=yes:outbound | inbound"
      })
  void followsTheRules(String form, String rule, String direction) {
    var origin = new Origin(new SourceName("pbx"), DirectionRules.parse(List.of(rule)));
    var delivery =
        switch (form) {
          case "event" -> new EslEvents(origin).read(EVENT.getBytes(UTF_8));
          case "cdr" -> new JsonCdr(origin).read(CDR.getBytes(UTF_8));
          case "manager" -> new AmiEvents(origin).read(MANAGER.getBytes(UTF_8));
          default -> new KamailioJson(origin).read(SCRIPT.getBytes(UTF_8));
        };

    assertThat(delivery.said()).isInstanceOf(Normalised.Report.class);
    assertThat(((Normalised.Report) delivery.said()).report().identity())
        .map(CallReport.Identity::direction)
        .contains(direction);
  }
}
