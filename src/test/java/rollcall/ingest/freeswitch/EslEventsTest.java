package rollcall.ingest.freeswitch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import rollcall.calls.CallReport;
import rollcall.calls.ReplayedCalls;
import rollcall.ingest.Normalised;
import rollcall.ingest.Origin;
import rollcall.ingest.SourceName;

/// Single events of the event socket, made up.
final class EslEventsTest {
  private static final Path LIVE = Path.of("src/test/resources/rollcall/live");
  private static final EslEvents EVENTS = new EslEvents(Origin.of(new SourceName("fs")));

  private static Map<String, String> event(String name, String... more) {
    var event = new TreeMap<String, String>();
    event.put("Event-Name", name);
    event.put("Core-UUID", "core");
    event.put("Event-Sequence", "7");
    event.put("Event-Date-Timestamp", "1795424285422528");
    event.put("Unique-ID", "a");
    event.put("Call-Direction", "inbound");
    event.put("Caller-Profile-Index", "1");
    event.put("Caller-Caller-ID-Number", "1001");
    event.put("Caller-Destination-Number", "2002");
    event.put("Caller-Channel-Created-Time", "1795424285422528");
    for (int i = 0; i < more.length; i += 2) {
      event.put(more[i], more[i + 1]);
    }
    return event;
  }

  private static byte[] json(Map<String, String> event) {
    return event.entrySet().stream()
        .map(entry -> "\"" + entry.getKey() + "\":\"" + entry.getValue() + "\"")
        .collect(Collectors.joining(",", "{", "}"))
        .getBytes(UTF_8);
  }

  private static Normalised said(Map<String, String> event) {
    return EVENTS.read(json(event)).said();
  }

  private static CallReport report(Map<String, String> event) {
    return ((Normalised.Report) said(event)).report();
  }

  @Test
  void readsPlainEventsAsThoseInJson() throws Exception {
    var plain = EVENTS.read(Files.readAllBytes(LIVE.resolve("freeswitch-plain.txt")));
    var json =
        EVENTS.read(
            Files.readAllLines(LIVE.resolve("freeswitch/answered.jsonl"))
                .getFirst()
                .getBytes(UTF_8));

    assertThat(plain.key()).isEqualTo(json.key()).contains(":432");
    assertThat(ReplayedCalls.rows(List.of(((Normalised.Report) plain.said()).report())))
        .isEqualTo(ReplayedCalls.rows(List.of(((Normalised.Report) json.said()).report())));
  }

  @Test
  void keepsTheFirstNumbersWhenATransferFallsIntoTheSameStepOfTheClock() {
    var created = report(event("CHANNEL_CREATE"));
    var transferred =
        report(
            event(
                "CHANNEL_PROGRESS",
                "Caller-Profile-Index",
                "2",
                "Caller-Destination-Number",
                "1000"));

    for (var reports : List.of(List.of(created, transferred), List.of(transferred, created))) {
      assertThat(ReplayedCalls.rows(reports)).singleElement().asString().contains("| 2002 |");
    }
  }

  @Test
  void takesTheDialledNumberFromTheRequestWhereTheBeginningWasLost() {
    var ended =
        report(
            event(
                "CHANNEL_HANGUP_COMPLETE",
                "Caller-Profile-Index",
                "3",
                "Caller-Destination-Number",
                "1000",
                "variable_sip_req_user",
                "2002"));

    assertThat(ended.identity().orElseThrow().toNumber()).isEqualTo("2002");
  }

  @Test
  void foldsLegsThatAnotherLegMade() {
    assertThat(
            said(
                event(
                    "CHANNEL_HANGUP_COMPLETE",
                    "Unique-ID",
                    "b",
                    "Call-Direction",
                    "outbound",
                    "Channel-Call-UUID",
                    "b",
                    "Other-Type",
                    "originator",
                    "Other-Leg-Unique-ID",
                    "a")))
        .isEqualTo(new Normalised.Leg("a"));
  }

  @Test
  void keepsCallsApartThatAProgramBridges() {
    var bridge = new String[] {"Other-Type", "originator", "Other-Leg-Unique-ID", "b"};
    assertThat(said(event("CHANNEL_HANGUP_COMPLETE", bridge)))
        .isInstanceOf(Normalised.Report.class);

    var originated = event("CHANNEL_HANGUP_COMPLETE", bridge);
    originated.putAll(Map.of("Call-Direction", "outbound", "variable_uuid", "a"));
    assertThat(said(originated)).isInstanceOf(Normalised.Report.class);
    originated.put("variable_originator", "b");
    assertThat(said(originated)).isEqualTo(new Normalised.Leg("b"));
  }

  @Test
  void renamesACall() {
    assertThat(said(event("CHANNEL_UUID", "Old-Unique-ID", "old")))
        .isEqualTo(new Normalised.Renamed("old", "a"));
    assertThat(said(event("CHANNEL_UUID"))).isInstanceOf(Normalised.Unintelligible.class);
  }

  @Test
  void saysNothingOfCallsInOtherEvents() {
    for (var name :
        Stream.of("HEARTBEAT", "CHANNEL_CALLSTATE", "CHANNEL_HANGUP", "NEW_IN_2030").toList()) {
      assertThat(said(event(name))).isEqualTo(new Normalised.Nothing());
    }
  }

  @Test
  void takesNoStateOfTheCallForItsStatus() {
    assertThat(
            ReplayedCalls.rows(
                List.of(report(event("CHANNEL_BRIDGE", "Channel-Call-State", "RING_WAIT")))))
        .singleElement()
        .asString()
        .contains("| initiated |");
  }

  @Test
  void saysWhatIsMissing() {
    assertThat(said(event("CHANNEL_ANSWER", "Unique-ID", "")))
        .isEqualTo(new Normalised.Unintelligible("The event CHANNEL_ANSWER has no `Unique-ID`."));
    for (var none : List.of("", "{", "{}", "[]", "Reply-Text: +OK")) {
      assertThat(EVENTS.read(none.getBytes(UTF_8)).said())
          .isInstanceOf(Normalised.Unintelligible.class);
    }
  }

  @Test
  void keyOfARecordIsThatOfItsLeg() {
    var cdr =
        "{\"core-uuid\":\"c\",\"variables\":{\"uuid\":\"b\",\"direction\":\"outbound\","
            + "\"originator\":\"a\"}}";
    assertThat(new JsonCdr(Origin.of(new SourceName("fs"))).read(cdr.getBytes(UTF_8)).key())
        .isEqualTo("cdr:c:b");
  }
}
