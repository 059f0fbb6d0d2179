package rollcall.ingest.freeswitch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.from;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.calls.CallReport;
import rollcall.calls.CallReport.Identity;
import rollcall.ingest.Normalised;
import rollcall.ingest.Origin;
import rollcall.ingest.SourceName;

/// One record at a time: its forms, who called whom, and what is no call.
final class JsonCdrTest {
  private static final JsonCdr CDRS = new JsonCdr(Origin.of(new SourceName("fs")));

  private static final TestCdr QUOTED =
      TestCdr.answered()
          .variable("caller_id", "\"Alice, \"the \\ first\"\" <1001>")
          .variable("sdp", "v=0\r\no=u 1 1\r\n")
          .variable("data", "{\"a\":{\"b\":\"c\"}}")
          .variable("sip_auth_username", "al+ice");

  private static CallReport report(String body) {
    return report(body.getBytes(UTF_8));
  }

  private static CallReport report(byte[] body) {
    assertThat(CDRS.normalise(body)).isInstanceOf(Normalised.Report.class);
    return ((Normalised.Report) CDRS.normalise(body)).report();
  }

  private static Identity identity(TestCdr cdr) {
    return report(cdr.encoded()).identity().orElseThrow();
  }

  @Test
  void readsEveryFormOfABody() {
    var base64 = Base64.getEncoder().encodeToString(QUOTED.encoded().getBytes(UTF_8));
    for (var body :
        new String[] {
          QUOTED.encoded(),
          QUOTED.plain(),
          "\uFEFF \r\n" + QUOTED.encoded() + "\n",
          "cdr=" + QUOTED.encoded(),
          "cdr=" + TestCdr.percent(QUOTED.encoded()),
          "cdr=" + TestCdr.percent(QUOTED.plain()),
          "cdr=" + URLEncoder.encode(QUOTED.encoded(), UTF_8),
          TestCdr.percent(QUOTED.encoded()),
          TestCdr.percent(QUOTED.plain()) + "\n",
          "cdr=" + base64,
          base64 + "\n",
          "cdr=" + TestCdr.percent(base64),
          base64.replaceAll("(.{76})", "$1\r\n"),
        }) {
      var report = report(body);

      assertThat(report).returns(TestCdr.UUID, from(CallReport::callUuid));
      assertThat(report.callSource()).isEqualTo("fs");
      assertThat(report.identity()).contains(new Identity("outbound", "1001", "15550010001"));
      assertThat(CdrText.of(body.getBytes(UTF_8)).map(JsonCdrTest::user)).contains("al+ice");
    }
  }

  private static String user(CdrText text) {
    return CdrParser.parse(text.encodedWhole() ? VariablesRepair.of(text.json()) : text.json())
        .variable("sip_auth_username")
        .orElseThrow();
  }

  @Test
  void readsLatinBytesAndUnicodeNames() {
    var cdr =
        TestCdr.answered().caller("caller_id_name", "J\u00fcrgen").caller("ani", "\uD83D\uDCDE");

    assertThat(report(cdr.encoded().getBytes(UTF_8)).callUuid()).isEqualTo(TestCdr.UUID);
    assertThat(report(cdr.encoded().getBytes(ISO_8859_1)).callUuid()).isEqualTo(TestCdr.UUID);
  }

  @Test
  void tellsDirectionByWhoMadeTheCall() {
    assertThat(identity(TestCdr.answered()).direction()).isEqualTo("outbound");
    assertThat(identity(TestCdr.answered().without("sip_auth_username")).direction())
        .isEqualTo("inbound");
    assertThat(identity(TestCdr.originated("NO_ANSWER")).direction()).isEqualTo("outbound");
  }

  @Test
  void takesNumbersAsTheyWereFirstSeen() {
    assertThat(identity(TestCdr.answered().transferredFrom("100")).toNumber()).isEqualTo("100");
    assertThat(identity(TestCdr.originated("NO_ANSWER")))
        .isEqualTo(new Identity("outbound", "+15550009999", "15550010001"));
    assertThat(
            identity(TestCdr.originated("NO_ANSWER").caller("orig_caller_id_number", "+1555"))
                .fromNumber())
        .isEqualTo("+1555");
  }

  @Test
  void fillsWhatTheProfileLacksFromTheVariables() {
    var cdr =
        TestCdr.answered()
            .without("caller_id_number")
            .without("ani")
            .without("destination_number")
            .variable("sip_from_user", "+420777000111")
            .variable("sip_req_user", "15551000001");

    assertThat(identity(cdr)).isEqualTo(new Identity("outbound", "+420777000111", "15551000001"));
    assertThat(identity(cdr.without("sip_from_user")).fromNumber()).isEqualTo("anonymous");
  }

  @Test
  void readsARecordWithoutVariablesByItsCallflow() {
    var report =
        report(
            """
            {"channel_data":{"direction":"inbound"},"callflow":{"caller_profile":
            {"uuid":"u1","caller_id_number":"5","destination_number":"6"},
            "times":{"created_time":"1795424285422528","hangup_time":"1795424286000000"}}}
            """);

    assertThat(report.callUuid()).isEqualTo("u1");
    assertThat(report.identity()).contains(new Identity("inbound", "5", "6"));
  }

  @Test
  void foldsALegIntoTheCallThatMadeIt() {
    var leg = TestCdr.answered().variable("direction", "outbound");

    assertThat(CDRS.normalise(leg.variable("originator", "a").encoded().getBytes(UTF_8)))
        .isEqualTo(new Normalised.Leg("a"));
    assertThat(
            CDRS.normalise(
                leg.without("originator")
                    .variable("originating_leg_uuid", "b")
                    .encoded()
                    .getBytes(UTF_8)))
        .isEqualTo(new Normalised.Leg("b"));
    assertThat(
            CDRS.normalise(
                """
                {"channel_data":{"direction":"outbound"},"callflow":[{"caller_profile":{"uuid":"l",
                "originator":{"originator_caller_profiles":[{"uuid":"c"},{"uuid":"d"}]}}}]}
                """
                    .getBytes(UTF_8)))
        .isEqualTo(new Normalised.Leg("c"));
  }

  @Test
  void foldsTheFarLegOfALoopback() {
    var leg =
        TestCdr.answered().variable("loopback_leg", "B").variable("other_loopback_leg_uuid", "a");

    assertThat(CDRS.normalise(leg.encoded().getBytes(UTF_8))).isEqualTo(new Normalised.Leg("a"));
  }

  @Test
  void foldsALegWhoseDirectionIsMissing() {
    var leg = TestCdr.answered().without("direction").variable("originator", "a");

    assertThat(CDRS.normalise(leg.encoded().getBytes(UTF_8))).isEqualTo(new Normalised.Leg("a"));
  }

  @Test
  void isNotTurnedByALegThatNamesItself() {
    assertThat(
            report(TestCdr.originated("NO_ANSWER").variable("originator", TestCdr.UUID).encoded())
                .callUuid())
        .isEqualTo(TestCdr.UUID);
  }

  @Test
  void believesTheFirstOfTwoVariablesOfOneName() {
    var json =
        TestCdr.answered()
            .encoded()
            .replace("\"sip_from_uri\"", "\"uuid\":\"forged\",\"sip_from_uri\"");

    assertThat(report(json).callUuid()).isEqualTo(TestCdr.UUID);
  }

  @Test
  void keepsTextThatPostgresCannotHoldOutOfTheCall() {
    var json =
        TestCdr.answered()
            .caller("caller_id_number", "1NUL\\2")
            .plain()
            .replace("1NUL\\\\2", "1\\u00002\\ud800" + "9".repeat(5_000));

    assertThat(report(json).identity().orElseThrow().fromNumber())
        .startsWith("1\uFFFD2\uFFFD9")
        .hasSizeLessThanOrEqualTo(250);
  }

  @ParameterizedTest
  @ValueSource(strings = {"start_uepoch", "end_uepoch", "uuid", "destination_number"})
  void saysWhatIsMissing(String name) {
    var body = TestCdr.answered().without(name).encoded().getBytes(UTF_8);

    assertThat(CDRS.normalise(body))
        .isInstanceOfSatisfying(
            Normalised.Unintelligible.class,
            it -> assertThat(it.reasons()).singleElement().asString().contains("`" + name + "`"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "hello",
        "{",
        "{}",
        "{}{}",
        "[]",
        "null",
        "{\"variables\":[]}",
        "{\"variables\":{\"uuid\":null}}",
        "cdr=",
        "cdr=%7B",
        "cdr=%3C%3Fxml%20version%3D%221.0%22%3F%3E",
        "%7B%22variables%22%3A%7B%22a%22%3A%22",
        "eyJ",
        "%",
        "%7",
        "%7B%FF%00%ZZ"
      })
  void doesNotUnderstandWhatIsNoRecord(String body) {
    assertThat(CDRS.normalise(body.getBytes(UTF_8))).isInstanceOf(Normalised.Unintelligible.class);
  }

  @Test
  void doesNotUnderstandARecordThatNestsWithoutEnd() {
    var body = "{\"callflow\":" + "[".repeat(100_000);

    assertThat(CDRS.normalise(body.getBytes(UTF_8))).isInstanceOf(Normalised.Unintelligible.class);
  }

  @Test
  void takesAConversationOnlyFromAUuid() {
    assertThat(TestCdr.answered().variable("conversation_id", "1-1-1-1-1").parsed())
        .returns(Optional.of("1-1-1-1-1"), from(cdr -> cdr.variable("conversation_id")));
    assertThat(report(TestCdr.answered().variable("conversation_id", "1-1-1-1-1").encoded()))
        .isNotNull();
  }
}
