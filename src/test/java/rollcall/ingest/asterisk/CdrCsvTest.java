package rollcall.ingest.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.calls.CallReport;
import rollcall.calls.CallReport.Identity;
import rollcall.calls.SaidOutcome;
import rollcall.ingest.Normalised;
import rollcall.ingest.Origin;
import rollcall.ingest.SourceName;

/// Records as cells, and what they tell together.
final class CdrCsvTest {
  private static final String ID = "ast-lab-1-1795425752.3";

  /// A dial of four seconds by user 1001 that was not answered.
  private static final List<String> DIAL =
      List.of(
          "org-a",
          "1001",
          "15550030003",
          "internal",
          "\"Alice\" <1001>",
          "PJSIP/1001-00000002",
          "PJSIP/out-00000003",
          "Dial",
          "PJSIP/out/sip:1@127.0.0.1,20",
          "2026-11-23 09:22:32",
          "",
          "2026-11-23 09:22:36",
          "4",
          "0",
          "NO ANSWER",
          "DOCUMENTATION",
          ID,
          "");

  private static List<String> dial(int column, String cell) {
    var cells = new ArrayList<>(DIAL);
    cells.set(column, cell);
    return cells;
  }

  private static List<String> hangup(String cause) {
    var cells = dial(7, "Hangup");
    cells.set(8, cause);
    cells.set(9, "2026-11-23 09:22:36");
    return cells;
  }

  private static List<CdrRecord> records(List<List<String>> cells) {
    return cells.stream().map(CdrRecord::of).map(Optional::orElseThrow).toList();
  }

  private static Unanswered unanswered(List<String> first, List<String> second) {
    return Unanswered.of(records(List.of(first, second)));
  }

  private static CallReport report(List<List<String>> cells) {
    return ((Normalised.Report)
            new CdrCsv(Origin.of(new SourceName("asterisk"))).normalise(records(cells)))
        .report();
  }

  @ParameterizedTest
  @CsvSource({
    "BUSY, 17, USER_BUSY, BUSY",
    "NO ANSWER, 21, CALL_REJECTED, BUSY",
    "CONGESTION, 34, NORMAL_CIRCUIT_CONGESTION, FAILED",
    "FAILED, 38, NETWORK_OUT_OF_ORDER, FAILED",
    "NO ANSWER, 1, UNALLOCATED_NUMBER, PRESUMABLY_NO_ANSWER",
    "NO ANSWER, 0, '', PRESUMABLY_NO_ANSWER",
    "NO ANSWER, 16, NORMAL_CLEARING, PRESUMABLY_NO_ANSWER",
    "NO ANSWER, 999, '', PRESUMABLY_NO_ANSWER",
    "NO ANSWER, ${HANGUPCAUSE}, '', PRESUMABLY_CANCELLED"
  })
  void namesTheCauseOfTheHangup(
      String disposition, String number, String cause, SaidOutcome outcome) {
    assertThat(unanswered(dial(14, disposition), hangup(number)))
        .isEqualTo(new Unanswered(Optional.of(cause).filter(it -> !it.isEmpty()), outcome));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "PJSIP/1001,4; NO_ANSWER",
        "PJSIP/1001,3,tTr; NO_ANSWER",
        "PJSIP/1001&PJSIP/1002,4.5,U(sub,9,9); NO_ANSWER",
        "PJSIP/1001,5; PRESUMABLY_CANCELLED",
        "PJSIP/1001; PRESUMABLY_CANCELLED",
        "PJSIP/1001,; PRESUMABLY_CANCELLED",
        "PJSIP/1001,,U(sub,1); PRESUMABLY_CANCELLED",
        "''; PRESUMABLY_CANCELLED"
      })
  void tellsARingOutByTheTimeOutOfTheDial(String arguments, SaidOutcome outcome) {
    assertThat(Unanswered.of(records(List.of(dial(8, arguments)))).outcome()).isEqualTo(outcome);
  }

  @Test
  void takesTheCallerForGoneWhereSeveralPartiesRangAndNothingFollowed() {
    assertThat(unanswered(DIAL, dial(6, "PJSIP/out-00000004")).outcome())
        .isEqualTo(SaidOutcome.PRESUMABLY_CANCELLED);
  }

  @ParameterizedTest
  @CsvSource({
    "PJSIP/1001-00000002, internal, outbound",
    "PJSIP/1001-00000002, from-internal, outbound",
    "PJSIP/1001-00000002, outbound-trunk, outbound",
    "PJSIP/trunk-00000002, internal, inbound",
    "PJSIP/my-provider-00000002, default, inbound",
    "SIP/203.0.113.5-00000002, from-trunk, inbound",
    "SIP/203.0.113.5-00000002, from-pstn, inbound",
    "PJSIP/anonymous-00000002, from-sip-external, inbound",
    "Local/100@ivr-00000002;2, ivr, outbound",
    "odd, '', outbound"
  })
  void tellsDirectionByTheNamesOfEndpointAndContext(
      String channel, String context, String direction) {
    var cells = dial(5, channel);
    cells.set(3, context);

    assertThat(report(List.of(cells)).identity().orElseThrow().direction()).isEqualTo(direction);
  }

  @Test
  void takesNumbersOfTheRecordWithWhichTheCallBegan() {
    var later = hangup("0");
    later.set(2, "h");

    assertThat(report(List.of(later, DIAL)).identity())
        .contains(new Identity("outbound", "1001", "15550030003"));
  }

  @Test
  void takesTheCallerFromTheCallerIdWhereTheSourceIsEmpty() {
    assertThat(report(List.of(dial(1, ""))).identity().orElseThrow().fromNumber())
        .isEqualTo("1001");

    var nobody = dial(1, "");
    nobody.set(4, "\"\" <>");
    assertThat(report(List.of(nobody)).identity().orElseThrow().fromNumber())
        .isEqualTo("anonymous");
  }

  @Test
  void tellsOfNoCallWithoutANumberCalled() {
    assertThat(
            new CdrCsv(Origin.of(new SourceName("asterisk")))
                .normalise(records(List.of(dial(2, " ")))))
        .isInstanceOf(Normalised.Unintelligible.class);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23 09:22:32, Z",
    "2026-11-23 10:22:33, +01:00",
    "2026-11-23 04:22:31, -05:00",
    "2026-11-23 15:07:40, +05:45",
    "2026-11-23 23:22:32, +14:00",
    "2026-11-25 09:22:32, Z"
  })
  void findsTheTimeZoneByTheIdentifierOfTheChannel(String start, String offset) {
    assertThat(WallClock.offset(records(List.of(dial(9, start))))).isEqualTo(ZoneOffset.of(offset));
  }

  @Test
  void takesTheTimeZoneOfTheFirstRecordForAll() {
    var later = hangup("16");
    later.set(9, "2026-11-23 13:22:32");

    assertThat(WallClock.offset(records(List.of(later, DIAL)))).isEqualTo(ZoneOffset.UTC);
  }

  @Test
  void takesUtcWhereNoIdentifierTells() {
    assertThat(WallClock.offset(records(List.of(DIAL.subList(0, 16))))).isEqualTo(ZoneOffset.UTC);
  }

  @Test
  void findsTheIdentifierAmongAllSetsOfColumns() {
    var base = DIAL.subList(0, 16);

    assertThat(uuid(base)).isEqualTo("PJSIP/1001-00000002@2026-11-23T09:22:32");
    assertThat(uuid(with(base, "a user field"))).startsWith("PJSIP/1001-00000002@");
    assertThat(uuid(with(base, ID))).isEqualTo(ID);
    assertThat(uuid(with(base, ID, "1795425752.1"))).isEqualTo(ID);
    assertThat(uuid(with(base, "", "1795425752.9", "1"))).isEqualTo("1795425752.9");
    assertThat(uuid(with(base, ID, "", "1795425752.9", "1"))).isEqualTo("1795425752.9");
    assertThat(uuid(with(base, ID, "field", "", "1795425752.9", "1"))).isEqualTo("1795425752.9");
  }

  private static String uuid(List<String> cells) {
    return CdrRecord.of(cells).orElseThrow().callUuid();
  }

  private static List<String> with(List<String> cells, String... more) {
    var all = new ArrayList<>(cells);
    all.addAll(List.of(more));
    return all;
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 11, 14})
  void takesNothingForARecordThatLacksWhatARecordAlwaysHas(int column) {
    assertThat(CdrRecord.of(dial(column, "x"))).isEmpty();
    assertThat(CdrRecord.of(dial(column, ""))).isEmpty();
  }

  @Test
  void takesNothingForARecordOfOtherLength() {
    assertThat(CdrRecord.of(DIAL.subList(0, 15))).isEmpty();
    assertThat(CdrRecord.of(with(DIAL, "", "", "", ""))).isEmpty();
    assertThat(CdrRecord.of(List.of())).isEmpty();
  }
}
