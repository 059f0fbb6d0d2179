package bench;

import java.nio.file.Path;
import java.util.List;

/// Imports a file of calls, and copies the same rows into the same tables by COPY.
final class Imports {
  private static final String IMPORTED = "30000000-0000-4000-8000-000000000001";
  private static final String COPIED = "30000000-0000-4000-8000-000000000002";

  private final Postgres postgres;
  private final Path data;
  private final Path work;

  /// Into the database of `data`, with files in `work`.
  Imports(Postgres postgres, Path data, Path work) {
    this.postgres = postgres;
    this.data = data;
    this.work = work;
  }

  /// Adds how fast each of both was, `rounds` times, with `count` calls like those of
  /// `organisation`.
  void addTo(Figures figures, String organisation, int count, int rounds) throws Exception {
    var file = work.resolve("calls.csv");
    postgres.query(
        """
        \\copy (select call_uuid, call_source, direction, status, from_number, to_number, \
        sip_username, %s, %s, duration_seconds from calls \
        where organisation_id = '%s' and ended_at is not null and started_at is not null order by calls.started_at desc \
        limit %d) to '%s' csv header
        """
            .formatted(
                Postgres.moment("started_at"),
                Postgres.moment("ended_at"),
                organisation,
                count,
                file));
    for (var round = 0; round < rounds; round++) {
      addRound(figures, file, count);
    }
  }

  private void addRound(Figures figures, Path file, int count) throws Exception {
    postgres.remove(List.of(IMPORTED, COPIED));
    try {
      for (var organisationId : List.of(IMPORTED, COPIED)) {
        postgres.query(
            "insert into organisations (id, name, plan, inserted_at, updated_at)"
                + " values ('%s', '%s', 'business', now(), now())"
                    .formatted(organisationId, organisationId));
      }
      var imported = importSeconds(file);
      checkImported(count);
      var calls = copySeconds("calls");
      var all = calls + copySeconds("number_parts");
      figures.add("imports of calls", "rows/s", count / imported);
      figures.add("COPY of the calls", "rows/s", count / calls);
      figures.add("COPY of the calls and the parts of their numbers", "rows/s", count / all);
      figures.add("import / COPY of the calls", "", calls / imported);
      figures.add("import / COPY into the same tables", "", all / imported, Bound.atLeast(0.5));
    } finally {
      postgres.remove(List.of(IMPORTED, COPIED));
      postgres.analyze();
    }
  }

  private double importSeconds(Path file) throws Exception {
    var began = System.nanoTime();
    Server.command(data, "import", file, "--format", "csv", "--organisation", IMPORTED);
    return (System.nanoTime() - began) / 1e9;
  }

  private void checkImported(int count) throws Exception {
    var rows =
        postgres.query("select count(*) from calls where organisation_id = '" + IMPORTED + "'");
    if (Integer.parseInt(rows.strip()) != count) {
      throw new IllegalStateException("imported " + rows.strip() + " of " + count);
    }
  }

  /// How long COPY takes to write into `table` what the import has written there, in its order.
  private double copySeconds(String table) throws Exception {
    var columns =
        postgres
            .query(
                """
        select string_agg(attname, ', ' order by attnum) from pg_attribute
          where attrelid = '%s'::regclass and attnum > 0 and attname <> 'organisation_id'
            and not attisdropped
        """
                    .formatted(table))
            .strip();
    var file = work.resolve("rows.copy");
    postgres.query(
        "\\copy (select '%s'::uuid, %s from %s where organisation_id = '%s' order by tableoid, ctid) to '%s'\n"
            .formatted(COPIED, columns, table, IMPORTED, file));
    return postgres.copySeconds(
        "\\copy %s (organisation_id, %s) from '%s'".formatted(table, columns, file));
  }
}
