package rollcall.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rollcall.calls.Calls;
import rollcall.database.Rows;
import rollcall.jsonapi.document.FakeRows;
import rollcall.jsonapi.plan.Projection;
import rollcall.jsonapi.schema.Attribute;

/// Rows as CSV and as lines of JSON, byte for byte.
class TextFormsTest {
  private static final UUID ID = UUID.fromString("2ac954c3-3173-49f7-b59e-cf105c6cf0c2");
  private static final String HEADER =
      "id,direction,from_number,sip_username,started_at,duration_seconds,conversation_id\r\n";
  private static final Projection SHOWN =
      projection(
          "direction",
          "from_number",
          "sip_username",
          "started_at",
          "duration_seconds",
          "conversation_id");

  private static Projection projection(String... names) {
    return new Projection(
        Calls.TYPE,
        Arrays.stream(names).<Attribute>map(name -> Calls.TYPE.field(name).orElseThrow()).toList());
  }

  private static String written(ExportForm form, Projection projection, Rows rows) {
    var out = new ByteArrayOutputStream();
    var writer = form.writer(projection, out);
    writer.writeAll(rows);
    writer.end();
    return out.toString(StandardCharsets.UTF_8);
  }

  private static ExportForm form(ExportFormat format) {
    return new ExportForm(format, Optional.empty());
  }

  private static FakeRows call(String number, String user) {
    var start = Instant.parse("2025-01-10T02:35:34Z");
    return FakeRows.of(FakeRows.row(ID, "inbound", number, user, start, -60L, null));
  }

  private static String csv(String number, String user) {
    return written(form(ExportFormat.CSV), SHOWN, call(number, user));
  }

  private static String record(String number, String user) {
    return HEADER
        + ID
        + ",inbound,"
        + number
        + ","
        + user
        + ",2025-01-10T02:35:34.000000Z,-60,\r\n";
  }

  @Test
  void csvWithoutRowsIsAHeader() {
    assertThat(written(form(ExportFormat.CSV), SHOWN, FakeRows.of())).isEqualTo(HEADER);
    assertThat(written(form(ExportFormat.CSV), projection(), FakeRows.of())).isEqualTo("id\r\n");
  }

  @Test
  void csvTellsNullFromEmptyTextAndQuotesOnlyWhatMustBe() {
    assertThat(csv("+442079460000", null)).isEqualTo(record("+442079460000", ""));
    assertThat(csv("a b; 'c' é📞", "")).isEqualTo(record("a b; 'c' é📞", "\"\""));
    assertThat(csv("a,b", "say \"hi\"")).isEqualTo(record("\"a,b\"", "\"say \"\"hi\"\"\""));
    assertThat(csv("a\r\nb", "\"")).isEqualTo(record("\"a\r\nb\"", "\"\"\"\""));
  }

  @Test
  void csvGuardsTextFromBeingAFormulaButNoNumberOrTime() {
    assertThat(csv("-1,2", "=1\"")).isEqualTo(record("\"'-1,2\"", "\"'=1\"\"\""));
    assertThat(csv("@x", "'=1")).isEqualTo(record("'@x", "''=1"));
  }

  @Test
  void csvContinuesWithoutAHeader() {
    var out = new ByteArrayOutputStream();
    var writer = form(ExportFormat.CSV).continuing(SHOWN, out);
    writer.writeAll(call("1", null));
    writer.end();
    assertThat(HEADER + out.toString(StandardCharsets.UTF_8)).isEqualTo(record("1", ""));
  }

  @Test
  void linesOfJsonAreFlatObjects() {
    assertThat(written(form(ExportFormat.NDJSON), SHOWN, call("=\"\n", null)))
        .isEqualTo(
            "{\"id\":\""
                + ID
                + "\",\"direction\":\"inbound\",\"from_number\":\"=\\\"\\n\","
                + "\"sip_username\":null,\"started_at\":\"2025-01-10T02:35:34.000000Z\","
                + "\"duration_seconds\":-60,\"conversation_id\":null}\n");
    assertThat(written(form(ExportFormat.NDJSON), projection(), FakeRows.of(FakeRows.row(ID))))
        .isEqualTo("{\"id\":\"" + ID + "\"}\n");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          Europe/London, 2026-03-29T00:59:59.999999Z, 2026-03-29T00:59:59.999999+00:00
          Europe/London, 2026-03-29T01:00:00Z,        2026-03-29T02:00:00.000000+01:00
          Europe/London, 2026-03-29T01:30:00Z,        2026-03-29T02:30:00.000000+01:00
          Europe/London, 2026-10-25T00:30:00Z,        2026-10-25T01:30:00.000000+01:00
          Europe/London, 2026-10-25T01:30:00Z,        2026-10-25T01:30:00.000000+00:00
          America/New_York, 2026-01-01T00:00:00Z,     2025-12-31T19:00:00.000000-05:00
          America/New_York, 2026-03-08T06:59:59Z,     2026-03-08T01:59:59.000000-05:00
          America/New_York, 2026-03-08T07:00:00Z,     2026-03-08T03:00:00.000000-04:00
          Asia/Kathmandu, 2026-01-01T00:00:00Z,       2026-01-01T05:45:00.000000+05:45
          America/St_Johns, 2026-01-01T00:00:00Z,     2025-12-31T20:30:00.000000-03:30
          Africa/Monrovia, 1960-01-01T00:00:00Z,      1959-12-31T23:16:00.000000-00:44
          Australia/Lord_Howe, 2026-04-04T15:00:00Z,  2026-04-05T01:30:00.000000+10:30
          UTC, 2026-01-01T00:00:00Z,                  2026-01-01T00:00:00.000000Z
          +02:00, 2026-01-01T00:00:00Z,               2026-01-01T02:00:00.000000+02:00
          America/New_York, 0000-01-01T00:00:00Z,     0000-01-01T00:00:00.000000Z
          Asia/Tokyo, 9999-12-31T23:00:00Z,           9999-12-31T23:00:00.000000Z
          """)
  void momentsAreWrittenByTheClocksOfAZone(String zone, String moment, String written) {
    var form = new ExportForm(ExportFormat.CSV, Optional.of(ZoneId.of(zone)));
    var rows = FakeRows.of(FakeRows.row(ID, Instant.parse(moment)));
    assertThat(written(form, projection("started_at"), rows))
        .isEqualTo("id,started_at\r\n" + ID + "," + written + "\r\n");
  }

  @Test
  void momentsInAnyOrderHaveTheirOwnOffsets() {
    var form = new ExportForm(ExportFormat.CSV, Optional.of(ZoneId.of("Europe/Berlin")));
    var rows =
        FakeRows.of(
            FakeRows.row(ID, Instant.parse("2026-07-01T00:00:00Z")),
            FakeRows.row(ID, Instant.parse("2026-01-01T00:00:00Z")),
            FakeRows.row(ID, Instant.parse("2026-07-01T00:00:00Z")));
    assertThat(written(form, projection("started_at"), rows).lines())
        .map(line -> line.substring(line.length() - 6))
        .containsExactly("ted_at", "+02:00", "+01:00", "+02:00");
  }
}
