package rollcall.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import rollcall.api.NumberLookup;
import rollcall.app.Storage;
import rollcall.calls.Calls;
import rollcall.database.SqlStatement;
import rollcall.database.Tenant;
import rollcall.database.TestDatabase;
import rollcall.imports.Import;
import rollcall.imports.ImportOptions;
import rollcall.imports.ImportProgress;
import rollcall.imports.Refusal;
import rollcall.imports.Tally;
import rollcall.jsonapi.plan.Cursors;
import rollcall.jsonapi.plan.PlanBuilder;
import rollcall.jsonapi.plan.ReadPlan;
import rollcall.jsonapi.plan.Scope;
import rollcall.jsonapi.query.Parsed;
import rollcall.jsonapi.query.QueryLimits;
import rollcall.jsonapi.query.QueryParser;
import rollcall.jsonapi.schema.Attribute;
import rollcall.jsonapi.sql.BoundedCount;
import rollcall.jsonapi.sql.ReadSql;
import rollcall.organisations.OrganisationId;

/// Whole lists as files: cut off, gone on with, and imported again.
class FileExportTest {
  private static final int CALLS = 200;
  private static final int WINDOW_ROWS = 7;
  private static final Cursors CURSORS = new Cursors("test".getBytes(StandardCharsets.UTF_8));
  private static final ExportForm CSV = new ExportForm(ExportFormat.CSV, Optional.empty());
  private static final String ALL =
      String.join(",", Calls.TYPE.attributes().stream().map(Attribute::name).toList());

  @TempDir Path folder;
  private static TestDatabase database;
  private static Tenant tenant;

  @BeforeAll
  static void fill() {
    database = TestDatabase.create();
    tenant = database.createOrganisation();
    database
        .database()
        .administer(
            session ->
                session.update(
                    new SqlStatement(
                        """
                        insert into calls (organisation_id, id, started_at, ended_at,
                            duration_seconds, inserted_at, updated_at, direction, status,
                            from_number, to_number, sip_username, call_source, call_uuid,
                            hangup_cause)
                          select ?, ('0de00000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
                            case when n % 11 > 0
                              then timestamptz '2025-10-26 00:00:00+00' + n / 3 * interval '97 s'
                            end,
                            timestamptz '2025-10-27 00:00:00.123456+00', n,
                            '2025-11-01', '2025-11-01', 'inbound', 'completed',
                            (array['+4420', '=1+1', '-5', '''@x', 'a,"b"', E'two\\nlines', ' x '])
                              [n % 7 + 1],
                            '+', case when n % 2 > 0 then E'\\tTab' end, 'pbx', n::text,
                            case when n % 5 > 0 then 'é📞,' end
                          from generate_series(1, ?) n
                        """,
                        List.of(tenant.organisationId(), CALLS))));
  }

  @AfterAll
  static void drop() {
    database.close();
  }

  private static ReadPlan plan(String query) {
    var reading =
        new QueryParser(Storage.SCHEMA, QueryLimits.DEFAULT)
            .parseList(Optional.of(query), Calls.TYPE);
    var plans = new PlanBuilder(Storage.SCHEMA, QueryLimits.DEFAULT, CURSORS);
    return ((Parsed.Ok<ReadPlan>)
            plans.list(reading, Calls.TYPE, new Scope(tenant.organisationId())))
        .value();
  }

  /// An export that is cut off when so many rows are written.
  private static final class Cut implements ExportProgress {
    private final long rows;
    private long resumed;

    Cut(long rows) {
      this.rows = rows;
    }

    @Override
    public void resumed(long behind) {
      resumed = behind;
    }

    @Override
    public void advanced(long written, long total) {
      assertThat(total).isEqualTo(CALLS);
      if (written >= rows) {
        throw new IllegalStateException("cut");
      }
    }
  }

  private static Export export(String query, ExportForm form, ExportProgress progress) {
    return export(query, form, progress, WINDOW_ROWS);
  }

  private static Export export(
      String query, ExportForm form, ExportProgress progress, int windowRows) {
    return export(query, form, progress, new Export.Windows(windowRows, 1, Duration.ofHours(1)));
  }

  private static Export export(
      String query, ExportForm form, ExportProgress progress, Export.Windows windows) {
    return new Export(
        database.database(),
        new ReadSql(Storage.SCHEMA),
        NumberLookup::in,
        plan -> BoundedCount.of(plan, Long.MAX_VALUE),
        plan(query),
        form,
        progress,
        windows);
  }

  private static byte[] uncut(String query, ExportForm form) {
    var out = new ByteArrayOutputStream();
    assertThat(export(query, form, new Cut(Long.MAX_VALUE)).write(out)).isEqualTo(CALLS);
    return out.toByteArray();
  }

  private Path file() {
    return folder.resolve("calls");
  }

  private Path part() {
    return folder.resolve("calls.part");
  }

  private void cut(String query, ExportForm form, long rows) {
    var export = new FileExport(export(query, form, new Cut(rows)), CURSORS, file());
    assertThatThrownBy(() -> export.run(false, false)).hasMessage("cut");
  }

  private long run(String query, ExportForm form, ExportProgress progress) throws IOException {
    return new FileExport(export(query, form, progress), CURSORS, file()).run(false, false);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CSV    | 100 |
          CSV    | 1   | sort=-from_number
          NDJSON | 50  | sort=started_at
          NDJSON | 150 | sort=--started_at&fields=sip_username
          """)
  void whatWasCutOffGoesOnAndEndsWithTheSameBytes(ExportFormat format, long rows, String sort)
      throws IOException {
    var query = sort == null ? "" : sort;
    var form = new ExportForm(format, Optional.of(ZoneId.of("Europe/London")));

    cut(query, form, rows);
    cut(query, form, rows + WINDOW_ROWS);
    // What came behind the last checkpoint, whole or in part.
    Files.writeString(part(), "torn", StandardOpenOption.APPEND);
    assertThat(file()).doesNotExist();
    var progress = new Cut(Long.MAX_VALUE);
    assertThat(run(query, form, progress)).isEqualTo(CALLS);

    // Behind the window in which the first cut was, which the second export completed.
    assertThat(progress.resumed).isEqualTo((rows + WINDOW_ROWS - 1) / WINDOW_ROWS * WINDOW_ROWS);
    assertThat(file()).hasBinaryContent(uncut(query, form));
    assertThat(folder).isDirectoryContaining(file()::equals);
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(file());
    }
  }

  @ParameterizedTest
  @EnumSource
  void windowsAreLongerOnceTheyAreSlowToRead(ExportFormat format) throws IOException {
    var form = new ExportForm(format, Optional.empty());
    var reached = new ArrayList<Long>();
    var progress =
        new ExportProgress() {
          @Override
          public void resumed(long rows) {}

          @Override
          public void advanced(long rows, long total) {
            reached.add(rows);
          }
        };
    var always = new Export.Windows(WINDOW_ROWS, 90, Duration.ZERO);

    new FileExport(export("", form, progress, always), CURSORS, file()).run(false, false);

    assertThat(reached).containsExactly(7L, 97L, 187L, 200L);
    assertThat(file()).hasBinaryContent(uncut("", form));
  }

  @Test
  void parquetBeginsAnew() throws IOException {
    var form = new ExportForm(ExportFormat.PARQUET, Optional.empty());
    cut("", form, 100);

    assertThat(run("", form, new Cut(Long.MAX_VALUE))).isEqualTo(CALLS);

    assertThat(file()).hasBinaryContent(uncut("", form));
  }

  @ParameterizedTest
  @CsvSource({"CSV, PARQUET", "CSV, NDJSON", "NDJSON, CSV"})
  void anotherFormatDoesNotOverwriteWhatWasCutOff(ExportFormat of, ExportFormat other)
      throws IOException {
    cut("", new ExportForm(of, Optional.empty()), 100);
    var left = Files.readAllBytes(part());
    var form = new ExportForm(other, Optional.empty());

    assertThatThrownBy(() -> run("", form, new Cut(Long.MAX_VALUE)))
        .isInstanceOf(PartUnusable.class)
        .hasMessageContaining("--restart");

    assertThat(part()).hasBinaryContent(left);
    assertThat(run("", new ExportForm(of, Optional.empty()), new Cut(Long.MAX_VALUE)))
        .isEqualTo(CALLS);
  }

  @ParameterizedTest
  @CsvSource({"filter[direction]=inbound", "sort=from_number", "fields=status"})
  void anotherListDoesNotGoOnWhereOneWasCutOff(String other) throws IOException {
    cut("", CSV, 100);

    assertThatThrownBy(() -> run(other, CSV, new Cut(Long.MAX_VALUE)))
        .isInstanceOf(PartUnusable.class)
        .hasMessageContaining("--restart");
    new FileExport(export(other, CSV, new Cut(Long.MAX_VALUE)), CURSORS, file()).run(true, false);

    assertThat(file()).hasBinaryContent(uncut(other, CSV));
  }

  @Test
  void aStateOfALostFileBeginsAnew() throws IOException {
    cut("", CSV, 100);
    Files.delete(part());
    run("", CSV, new Cut(Long.MAX_VALUE));
    assertThat(file()).hasBinaryContent(uncut("", CSV));
  }

  /// Behind rows that can be gone on behind, before the first of them, and of a torn state.
  @ParameterizedTest
  @CsvSource({"100, false", "0, false", "100, true"})
  void aPartThatTheStateDoesNotTellOfStaysUnlessTold(long rows, boolean torn) throws IOException {
    var cut = new FileExport(export("", CSV, new Cut(rows), 100), CURSORS, file());
    assertThatThrownBy(() -> cut.run(false, false)).hasMessage("cut");
    assertThat(part()).isNotEmptyFile();
    var precious = "precious\n".repeat(10_000);
    if (torn) {
      Files.writeString(folder.resolve("calls.part.state"), "form=\\u12");
    }
    Files.writeString(part(), precious);

    for (var format : ExportFormat.values()) {
      var form = new ExportForm(format, Optional.empty());
      assertThatThrownBy(() -> run("", form, new Cut(Long.MAX_VALUE)))
          .isInstanceOf(PartUnusable.class)
          .hasMessageContaining("or tells of another file");
    }

    assertThat(part()).hasContent(precious);
    new FileExport(export("", CSV, new Cut(Long.MAX_VALUE)), CURSORS, file()).run(true, false);
    assertThat(file()).hasBinaryContent(uncut("", CSV));
  }

  @ParameterizedTest
  @EnumSource
  void aPartThatNoExportLeftStaysUnlessTold(ExportFormat format) throws IOException {
    var form = new ExportForm(format, Optional.empty());
    Files.writeString(part(), "precious");
    assertThatThrownBy(() -> run("", form, new Cut(Long.MAX_VALUE)))
        .isInstanceOf(PartUnusable.class)
        .hasMessageContaining("calls.part.state is missing");
    assertThat(part()).hasContent("precious");
    new FileExport(export("", form, new Cut(Long.MAX_VALUE)), CURSORS, file()).run(true, false);
    assertThat(file()).hasBinaryContent(uncut("", form));
  }

  @ParameterizedTest
  @EnumSource
  void whatWasCutOffBeforeItsFirstWindowBeginsAnew(ExportFormat format) throws IOException {
    var form = new ExportForm(format, Optional.empty());
    var cut = new FileExport(export("", form, new Cut(0), CALLS), CURSORS, file());
    assertThatThrownBy(() -> cut.run(false, false)).hasMessage("cut");
    if (Files.size(part()) > 0) {
      Files.writeString(part(), "torn", StandardOpenOption.APPEND);
    }
    assertThat(run("", form, new Cut(Long.MAX_VALUE))).isEqualTo(CALLS);
    assertThat(file()).hasBinaryContent(uncut("", form));
  }

  /// As on a disk that became full.
  @ParameterizedTest
  @CsvSource({"CSV, 1", "CSV, 100", "NDJSON, 600", "PARQUET, 3"})
  void whatWasCutOffInItsFirstWriteBeginsAnew(ExportFormat format, int bytes) throws IOException {
    var form = new ExportForm(format, Optional.empty());
    cut("", form, 1);
    try (var channel = FileChannel.open(part(), StandardOpenOption.WRITE)) {
      channel.truncate(bytes);
    }
    // The state of before the first checkpoint.
    var first = Arrays.copyOf(uncut("", form), ExportState.TAIL_BYTES);
    ExportState.beginning("", first).write(folder.resolve("calls.part.state"));

    assertThat(run("", form, new Cut(Long.MAX_VALUE))).isEqualTo(CALLS);
    assertThat(file()).hasBinaryContent(uncut("", form));
  }

  @Test
  void aFileThatIsThereIsReplacedOnlyWhenTold() throws IOException {
    Files.writeString(file(), "precious");
    assertThatThrownBy(() -> run("", CSV, new Cut(Long.MAX_VALUE)))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(file()).hasContent("precious");
    new FileExport(export("", CSV, new Cut(Long.MAX_VALUE)), CURSORS, file()).run(false, true);
    assertThat(file()).hasBinaryContent(uncut("", CSV));
  }

  @ParameterizedTest
  @EnumSource(names = {"CSV", "NDJSON"})
  void importOfAnExportChangesNothing(ExportFormat format) throws IOException {
    for (var query : List.of("", "fields=" + ALL)) {
      for (var zone : List.of(Optional.<ZoneId>empty(), Optional.of(ZoneId.of("Asia/Kolkata")))) {
        var before = rows();
        Files.write(file(), uncut(query, new ExportForm(format, zone)));
        assertThat(imported(tenant)).isEqualTo(new Tally(CALLS, 0, 0, CALLS, 0, 0));
        assertThat(rows()).isEqualTo(before);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CSV", "NDJSON"})
  void importOfAnExportIntoAnotherServiceMakesTheSameCalls(ExportFormat format) throws IOException {
    var form = new ExportForm(format, Optional.of(ZoneId.of("America/St_Johns")));
    Files.write(file(), uncut("", form));
    try (var other = TestDatabase.create()) {
      var there = other.createOrganisation();
      assertThat(imported(other, there)).isEqualTo(new Tally(CALLS, CALLS, 0, 0, 0, 0));
      var sql =
          "select concat_ws('|', id, from_number, to_number, sip_username, started_at,"
              + " ended_at, duration_seconds, status) from calls where organisation_id = ?"
              + " order by id";
      assertThat(other.texts(there, sql, there.organisationId()))
          .isEqualTo(database.texts(tenant, sql, tenant.organisationId()));
    }
  }

  private static List<String> rows() {
    return database.texts(
        tenant,
        "select to_jsonb(c)::text from calls c where organisation_id = ? order by id",
        tenant.organisationId());
  }

  private Tally imported(Tenant into) throws IOException {
    return imported(database, into);
  }

  private Tally imported(TestDatabase where, Tenant into) throws IOException {
    var refusals = new ArrayList<Refusal>();
    var progress =
        new ImportProgress() {
          @Override
          public void advanced(long bytes, long totalBytes, long rows, long refused) {}

          @Override
          public void refused(Refusal refusal) {
            refusals.add(refusal);
          }
        };
    var options =
        new ImportOptions(
            Optional.empty(),
            Optional.of(new OrganisationId(into.organisationId())),
            Optional.empty());
    var summary =
        Import.run(where.database(), Clock.systemUTC(), List.of(file()), options, progress);
    assertThat(refusals).isEmpty();
    return summary.tallies().get("calls");
  }
}
