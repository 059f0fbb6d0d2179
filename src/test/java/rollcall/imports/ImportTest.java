package rollcall.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.database.DatabaseUnavailable;
import rollcall.database.SqlStatement;
import rollcall.database.TestDatabase;
import rollcall.organisations.OrganisationId;

final class ImportTest {
  @TempDir Path folder;
  private final List<Refusal> refusals = new ArrayList<>();
  private final List<ImportSummary> cut = new ArrayList<>();
  private static TestDatabase database;
  private long bytes;

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @Test
  void readsPublishedDataSetAndRepeatsWithoutChange() throws Exception {
    var file = Path.of("contract/dataset.json");

    var first = run(Optional.empty(), file);
    var second = run(Optional.empty(), file);

    assertThat(refusals).isEmpty();
    assertThat(first.complete()).isTrue();
    assertThat(first.tallies())
        .containsEntry("organisations", new Tally(5, 5, 0, 0, 0, 0))
        .containsEntry("conversations", new Tally(32, 32, 0, 0, 0, 0))
        .containsEntry("calls", new Tally(243, 243, 0, 0, 0, 0));
    assertThat(second.tallies())
        .containsEntry("organisations", new Tally(5, 0, 0, 5, 0, 0))
        .containsEntry("conversations", new Tally(32, 0, 0, 32, 0, 0))
        .containsEntry("calls", new Tally(243, 0, 0, 243, 0, 0));
    assertThat(bytes).isEqualTo(Files.size(file));
  }

  @Test
  void keepsGoodLinesAndReportsBadOnesWithTheirLine() throws Exception {
    var file =
        write(
            call("a"),
            "",
            "{broken",
            call("b").replace("inbound", "sideways"),
            "{}",
            call("c"),
            call("d").replace("{", "{\"organisation_id\":\"" + new UUID(0, 1) + "\","));

    var summary = run(organisation(), file);

    assertThat(summary.tallies()).containsEntry("calls", new Tally(6, 2, 0, 0, 4, 0));
    assertThat(summary.complete()).isFalse();
    assertThat(refusals).map(Refusal::line).containsExactly(3L, 4L, 5L, 7L);
    assertThat(refusals.get(2).reasons()).hasSizeGreaterThan(1);
  }

  @Test
  void readsCsvWithQuotedLineBreaksAndByteOrderMark() throws Exception {
    var file =
        write(
            "\uFEFFcall_uuid,direction,from_number,to_number,call_source,started_at",
            "a,inbound,1,\"2\n3\",api,2025-01-01T00:00:00Z",
            "b,wrong,1,2,api,",
            "c,inbound,1,2",
            "d,inbound,1,2,api,");

    var summary = run(organisation(), file);

    assertThat(summary.tallies()).containsEntry("calls", new Tally(4, 2, 0, 0, 2, 0));
    assertThat(refusals).map(Refusal::line).containsExactly(4L, 5L);
  }

  @Test
  void refusesCsvWithUnknownColumnOnce() throws Exception {
    var summary = run(organisation(), write("call_uuid,colour", "a,red", "b,blue"));

    assertThat(summary.complete()).isFalse();
    assertThat(refusals).hasSize(1);
    assertThat(refusals.getFirst().reasons().getFirst()).contains("colour");
  }

  @Test
  void refusesCsvThatIsNotUtf8() throws Exception {
    var file = folder.resolve("latin");
    Files.write(file, new byte[] {'c', 'a', 'l', 'l', '_', 'u', 'u', 'i', 'd', '\n', (byte) 0xE9});

    assertThat(run(organisation(), file).brokenFiles()).isEqualTo(1);
  }

  @Test
  void passesOverAnUnknownArrayAndKeepsWhatFollows() throws Exception {
    var file =
        write(
            "{\"calls\": ["
                + call("before")
                + "], \"colours\": [1, {\"deep\": [2]}], \"shade\": 3,",
            "\"conversations\": [], \"calls\": [" + call("after") + "]}");

    var summary = run(organisation(), file);

    assertThat(summary.tallies()).containsEntry("calls", new Tally(2, 2, 0, 0, 0, 0));
    assertThat(summary.complete()).isFalse();
    assertThat(refusals)
        .flatExtracting(Refusal::reasons)
        .hasSize(2)
        .anyMatch(it -> it.contains("shade"));
  }

  @Test
  void readsDataSetUpToWhereItBreaks() throws Exception {
    var file =
        write(
            "{\"calls\": [" + call("a") + ",",
            call("b").replace("inbound", "x") + ",",
            call("c") + "], \"colours\": []}");

    var summary = run(organisation(), file);

    assertThat(summary.tallies()).containsEntry("calls", new Tally(3, 2, 0, 0, 1, 0));
    assertThat(summary.brokenFiles()).isEqualTo(1);
    assertThat(refusals).map(Refusal::row).contains("calls[1]");
    assertThat(refusals).map(Refusal::line).contains(2L, 3L);
  }

  @Test
  void refusesRowsOfUnknownOrganisation() throws Exception {
    var unknown = Optional.of(new OrganisationId(new UUID(1, 2)));

    assertThat(run(unknown, write(call("a"))).tallies())
        .containsEntry("calls", new Tally(1, 0, 0, 0, 1, 0));
    assertThat(run(Optional.empty(), write(call("a"))).tallies())
        .containsEntry("calls", new Tally(1, 0, 0, 0, 1, 0));
  }

  @Test
  void writesManyBatches() throws Exception {
    var lines = new String[2_500];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = call("u" + i % 2_400);
    }

    assertThat(run(organisation(), write(lines)).tallies())
        .containsEntry("calls", new Tally(2_500, 2_400, 0, 100, 0, 0));
  }

  @Test
  void gathersStatisticsOfWhereRowsCameAlone() throws Exception {
    try (var fresh = TestDatabase.create()) {
      var tenant = fresh.createOrganisation();
      var owner = Optional.of(new OrganisationId(tenant.organisationId()));

      run(fresh, owner, write(call("a"), call("b")));

      assertThat(
              fresh.texts(
                  tenant, "select relname from pg_stat_user_tables where last_analyze is not null"))
          .hasSize(3)
          .satisfiesOnlyOnce(table -> assertThat(table).startsWith("calls_"))
          .satisfiesOnlyOnce(table -> assertThat(table).startsWith("conversations_"))
          .contains("organisations");
    }
  }

  @Test
  void writesBatchesOfDifferentCallsSideBySide() throws Exception {
    var lines = new String[2 * Batches.BATCH_ROWS];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = call("u" + i);
    }
    try (var judged = TestDatabase.create()) {
      beforeInsert(
          judged,
          """
          if new.call_uuid = 'u0' then
            for i in 1..1000 loop
              exit when exists (select from calls where call_uuid = 'u%1$d');
              perform pg_sleep(0.01);
            end loop;
            if not exists (select from calls where call_uuid = 'u%1$d') then
              raise exception 'the second batch waits for the first' using errcode = '23514';
            end if;
          end if;
          """
              .formatted(lines.length - 1));
      var owner = Optional.of(new OrganisationId(judged.createOrganisation().organisationId()));

      assertThat(run(judged, owner, write(lines)).tallies())
          .containsEntry("calls", new Tally(2_000, 2_000, 0, 0, 0, 0));
    }
  }

  @Test
  void keepsWhatComesFirstOfACallThatAnotherBatchHasToo() throws Exception {
    var lines = new String[2 * Batches.BATCH_ROWS];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = call("u" + i);
    }
    lines[lines.length - 1] = call("u0").replace("inbound", "outbound");
    try (var judged = TestDatabase.create()) {
      beforeInsert(
          judged,
          "if new.call_uuid = 'u0' and new.direction = 'inbound' then perform pg_sleep(0.5); end if;");
      var tenant = judged.createOrganisation();
      var owner = Optional.of(new OrganisationId(tenant.organisationId()));

      assertThat(run(judged, owner, write(lines)).tallies())
          .containsEntry("calls", new Tally(2_000, 1_999, 0, 1, 0, 0));
      assertThat(judged.texts(tenant, "select direction from calls where call_uuid = 'u0'"))
          .containsExactly("inbound");
    }
  }

  @Test
  void tellsWhatWasCommittedOfADividedBatchWhenTheDatabaseIsLostInTheMiddle() throws Exception {
    try (var lossy = TestDatabase.create()) {
      beforeInsert(
          lossy,
          """
          if new.call_uuid = 'b refused' then
            raise exception 'not this one' using errcode = '23514';
          elsif new.call_uuid = 'd lost' then
            perform pg_terminate_backend(pg_backend_pid());
          end if;
          """);
      var owner = Optional.of(new OrganisationId(lossy.createOrganisation().organisationId()));
      var file = write(call("a"), call("b refused"), call("c"), call("d lost"));

      assertThatExceptionOfType(DatabaseUnavailable.class)
          .isThrownBy(() -> run(lossy, owner, file));

      assertThat(refusals).map(Refusal::line).containsExactly(2L);
      assertThat(cut)
          .map(ImportSummary::tallies)
          .containsExactly(Map.of("calls", new Tally(4, 1, 0, 0, 1, 0)));
    }
  }

  /// Has PostgreSQL do that, as a superuser, before it inserts a call.
  private static void beforeInsert(TestDatabase database, String statements) {
    database
        .database()
        .administerAtLength(
            owner ->
                owner.update(
                    new SqlStatement(
                        """
                        create function judge() returns trigger security definer
                          language plpgsql as $$ begin %s return new; end $$;
                        create trigger judge before insert on calls
                          for each row execute function judge()
                        """
                            .formatted(statements),
                        List.of())));
  }

  private Optional<OrganisationId> organisation() {
    return Optional.of(new OrganisationId(database.createOrganisation().organisationId()));
  }

  private static String call(String uuid) {
    return "{\"direction\":\"inbound\",\"from_number\":\"1\",\"to_number\":\"2\","
        + "\"call_source\":\"api\",\"call_uuid\":\""
        + uuid
        + "\"}";
  }

  private Path write(String... lines) throws Exception {
    return Files.write(folder.resolve("file"), List.of(lines));
  }

  private ImportSummary run(Optional<OrganisationId> organisation, Path file) throws Exception {
    return run(database, organisation, file);
  }

  private ImportSummary run(TestDatabase into, Optional<OrganisationId> organisation, Path file)
      throws Exception {
    return Import.run(
        into.database(),
        Clock.systemUTC(),
        List.of(file),
        new ImportOptions(Optional.empty(), organisation, Optional.empty()),
        new ImportProgress() {
          @Override
          public void advanced(long read, long total, long rows, long refused) {
            bytes = read;
          }

          @Override
          public void refused(Refusal refusal) {
            refusals.add(refusal);
          }

          @Override
          public void cut(ImportSummary summary) {
            cut.add(summary);
          }
        });
  }
}
