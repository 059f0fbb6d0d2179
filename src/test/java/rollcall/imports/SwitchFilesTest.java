package rollcall.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rollcall.database.TestDatabase;

/// Files and folders as switches leave them, and as they go wrong.
final class SwitchFilesTest {
  private static final String CDR =
      "{\"core-uuid\":\"c\",\"variables\":{\"uuid\":\"%s\",\"direction\":\"inbound\","
          + "\"start_uepoch\":\"1795424285422528\",\"end_uepoch\":\"1795424286422528\","
          + "\"hangup_cause\":\"USER_BUSY\",\"sip_req_user\":\"100\"}}";
  private static final String RECORD =
      "\"\",\"1001\",\"%2$s\",\"internal\",\"\",\"PJSIP/1001-00000002\",\"\",\"Dial\","
          + "\"PJSIP/out,20\",\"2026-11-23 09:22:32\",\"%3$s\",\"%4$s\",3,3,\"%5$s\","
          + "\"DOCUMENTATION\",\"1795425752.%1$s\",\"\"";

  private static TestDatabase database;
  private final SwitchImports imports = new SwitchImports(database);
  @TempDir Path folder;

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  private Path write(String name, String text) throws Exception {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static String busy(String id) {
    return RECORD.formatted(id, "100", "", "2026-11-23 09:22:36", "BUSY");
  }

  @Test
  void readsAFolderInTheOrderOfItsNamesAndReportsWhatItDoesNotKnow() throws Exception {
    write("spool/b/2.cdr.json", CDR.formatted("two"));
    write("spool/a.cdr.json", CDR.formatted("one") + "\n");
    write("spool/.unfinished", "{");
    write("spool/.hidden/3.cdr.json", CDR.formatted("three"));
    var other = write("spool/notes.txt", "do not forget the milk");
    write("spool/empty", "");

    var tally = imports.run(folder.resolve("spool"));

    assertThat(tally).isEqualTo(new Tally(2, 2, 0, 0, 0, 0));
    assertThat(imports.values("call_uuid")).containsExactlyInAnyOrder("one", "two");
    assertThat(imports.refusals).singleElement().returns(other, Refusal::file);
    assertThat(ImportFiles.of(List.of(folder)))
        .map(file -> folder.relativize(file).toString())
        .containsExactly(
            "spool/a.cdr.json", "spool/b/2.cdr.json", "spool/empty", "spool/notes.txt");
  }

  @Test
  void keepsGoodRecordsOfFreeSwitchAndReportsTheOthersWithTheirLine() throws Exception {
    var encoded = CDR.formatted("encoded").replace("{", "%7B").replace("\"", "%22");
    var base64 = Base64.getEncoder().encodeToString(CDR.formatted("base64").getBytes(UTF_8));
    var file =
        write(
            "cdr.jsonl",
            String.join(
                "\n",
                CDR.formatted("one"),
                CDR.formatted("torn").substring(0, 90),
                CDR.formatted("two") + CDR.formatted("three"),
                "not a record",
                "cdr=" + encoded,
                base64,
                CDR.formatted("no start").replace("start_uepoch", "x")));

    var tally = imports.run(file);

    assertThat(tally).isEqualTo(new Tally(8, 5, 0, 0, 3, 0));
    assertThat(imports.refusals).map(Refusal::line).containsExactly(2L, 4L, 7L);
    assertThat(imports.values("status")).containsOnly("busy");
    assertThat(imports.bytes).isEqualTo(Files.size(file));
  }

  @Test
  void keepsGoodRecordsOfAsteriskAndReportsTheOthersWithTheirLine() throws Exception {
    var file =
        write(
            "Master.csv",
            "accountcode,src,dst,dcontext,clid,channel\n"
                + busy("1").replace("\"\",\"1001\"", "\"a \"\"quoted\"\"\nline\",\"1001\"")
                + "\r\n"
                + busy("2").substring(0, 60)
                + "\n"
                + busy("3")
                + "\n\n"
                + busy("4").replace("2026-11-23 09:22:36", "never")
                + "\n"
                + busy("5"));

    var tally = imports.run(file);

    assertThat(tally).isEqualTo(new Tally(5, 3, 0, 0, 2, 0));
    assertThat(imports.refusals).map(Refusal::line).containsExactly(4L, 7L);
    assertThat(imports.values("call_uuid"))
        .containsExactlyInAnyOrder("1795425752.1", "1795425752.3", "1795425752.5");
  }

  @Test
  void keepsGoodRecordsOfAsteriskBehindAnOpenQuote() throws Exception {
    var file =
        write("Master.csv", busy("1") + "\n" + busy("2").substring(0, 3) + "\n" + busy("3") + "\n");

    assertThat(imports.run(file)).isEqualTo(new Tally(3, 2, 0, 0, 1, 0));
    assertThat(imports.refusals).singleElement().returns(2L, Refusal::line);
  }

  @Test
  void joinsRecordsOfAnAsteriskCallThatStandApart() throws Exception {
    var loser = RECORD.formatted("7", "100", "", "2026-11-23 09:22:33", "NO ANSWER");
    var winner =
        RECORD.formatted("7", "100", "2026-11-23 09:22:33", "2026-11-23 09:22:39", "ANSWERED");
    var file = write("Master.csv", loser + "\n" + busy("8") + "\n" + winner + "\n");

    assertThat(imports.run(file)).isEqualTo(new Tally(3, 2, 0, 0, 0, 1));
    assertThat(imports.values("duration_seconds")).containsExactly("7", "4");
    assertThat(imports.values("status")).containsExactly("completed", "busy");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NO_ANSWER | outbound | 487 | send_cancel | no_answer",
        "ALLOTTED_TIMEOUT | outbound | 487 | send_cancel | no_answer",
        "USER_BUSY | outbound | 486 | recv_refuse | busy",
        "MANAGER_REQUEST | outbound | 487 | send_cancel | cancelled",
        "ORIGINATOR_CANCEL | inbound | 486 | recv_cancel | cancelled",
        "CALL_REJECTED | inbound | 603 | send_refuse | busy",
        "CALL_REJECTED | inbound | 403 | send_refuse | failed",
        "NO_USER_RESPONSE | inbound | 480 | send_refuse | no_answer",
        "RECOVERY_ON_TIMER_EXPIRE | inbound | 408 | send_refuse | failed",
        "INCOMPATIBLE_DESTINATION | inbound | 488 | send_refuse | failed",
        "SUBSCRIBER_ABSENT | inbound | '' | send_refuse | no_answer",
        "SYSTEM_SHUTDOWN | inbound | '' | send_refuse | failed"
      })
  void tellsHowUnansweredCallsOfFreeSwitchEnded(
      String cause, String direction, String code, String disposition, String status)
      throws Exception {
    imports.run(
        write(
            "cdr.json",
            CDR.formatted("one")
                .replace("inbound", direction)
                .replace("USER_BUSY", cause)
                .replace(
                    "\"sip_req_user\"",
                    "\"sip_invite_failure_status\":\"%s\",\"sip_hangup_disposition\":\"%s\",\"sip_req_user\""
                        .formatted(code, disposition))));

    assertThat(imports.values("status")).containsExactly(status);
  }

  @Test
  void findsTheTimeZoneOfAnAsteriskThatWritesLocalTime() throws Exception {
    imports.run(write("Master.csv", busy("1").replace(" 09:22", " 14:52")));

    assertThat(imports.rows()).singleElement().asString().startsWith("2026-11-23 09:22:32.000000");
  }

  @Test
  void readsRequestsThatWereCaptured() throws Exception {
    var body = CDR.formatted("inside").replace("\"", "\\\"");
    var file =
        write(
            "posts.jsonl",
            "{\"path\":\"/x\",\"body\":\""
                + body
                + "\"}\n{\"body\":\"cdr=%7B\"}\n"
                + CDR.formatted("bare").replace("{\"core", "{\"body\":\"none\",\"core"));

    assertThat(imports.run(file)).isEqualTo(new Tally(3, 2, 0, 0, 1, 0));
    assertThat(imports.values("call_uuid")).containsExactlyInAnyOrder("inside", "bare");
  }

  @Test
  void writesManySmallFilesInFewTransactions() throws Exception {
    for (int i = 0; i < 1_500; i++) {
      write("spool/" + i + ".cdr.json", CDR.formatted("u" + i));
    }
    assertThat(imports.run(folder.resolve("spool"))).isEqualTo(new Tally(1_500, 1_500, 0, 0, 0, 0));
    assertThat(imports.values("inserted_at").stream().distinct()).hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void asksForTheOrganisationThatSwitchesDoNotName() throws Exception {
    var file = write("cdr.json", CDR.formatted("one"));

    assertThatThrownBy(() -> imports.run(ImportOptions.NONE, file))
        .isInstanceOf(OrganisationNeeded.class)
        .hasMessageContaining("--organisation");
  }

  @Test
  void readsWhatItIsToldToReadWhateverItLooksLike() throws Exception {
    var file = write("odd", "first line\n" + CDR.formatted("one"));

    assertThat(imports.run(Optional.of(Format.FREESWITCH), file))
        .isEqualTo(new Tally(2, 1, 0, 0, 1, 0));
  }
}
