package rollcall.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rollcall.database.Tenant;
import rollcall.database.TestDatabase;
import rollcall.ingest.SourceName;
import rollcall.organisations.OrganisationId;

/// Imports for an organisation of its own, and shows what is there afterwards.
final class SwitchImports {
  private static final String STAMP = "to_char(%s at time zone 'UTC', 'HH24:MI:SS.US')";
  private static final String ROWS =
      "select concat_ws(' | ', to_char(started_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),"
          + " direction, from_number, to_number, coalesce(sip_username, '-'), status,"
          + " 'rang ' || "
          + STAMP.formatted("rang_at")
          + ", 'answered ' || "
          + STAMP.formatted("answered_at")
          + ", 'ended ' || "
          + STAMP.formatted("ended_at")
          + ", duration_seconds || ' s', hangup_cause, sip_code, 'by ' || hangup_by, end_source)"
          + " from calls where organisation_id = ? order by started_at, call_uuid";

  private final TestDatabase database;
  private final Tenant tenant;
  final List<Refusal> refusals = new ArrayList<>();
  long bytes;

  SwitchImports(TestDatabase database) {
    this.database = database;
    this.tenant = database.createOrganisation();
  }

  /// Imports what `named` stands for, each file in the format that it shows.
  Tally run(Path... named) {
    return run(Optional.empty(), named);
  }

  Tally run(Optional<Format> format, Path... named) {
    return run(
            new ImportOptions(
                format, Optional.of(new OrganisationId(tenant.organisationId())), Optional.empty()),
            named)
        .tallies()
        .getOrDefault("calls", Tally.NONE);
  }

  Tally runAs(SourceName source, Path... named) {
    return run(
            new ImportOptions(
                Optional.empty(),
                Optional.of(new OrganisationId(tenant.organisationId())),
                Optional.of(source)),
            named)
        .tallies()
        .getOrDefault("calls", Tally.NONE);
  }

  ImportSummary run(ImportOptions options, Path... named) {
    try {
      return Import.run(
          database.database(),
          Clock.systemUTC(),
          ImportFiles.of(List.of(named)),
          options,
          new ImportProgress() {
            @Override
            public void advanced(long read, long total, long rows, long refused) {
              bytes = read;
            }

            @Override
            public void refused(Refusal refusal) {
              refusals.add(refusal);
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The calls, in the order of their start; absent parts are left out.
  List<String> rows() {
    return texts(ROWS);
  }

  /// What the calls have as `column`.
  List<String> values(String column) {
    return texts(
        "select coalesce("
            + column
            + "::text, '-') from calls where organisation_id = ? order by started_at, call_uuid");
  }

  private List<String> texts(String sql) {
    return database.texts(tenant, sql, tenant.organisationId());
  }
}
