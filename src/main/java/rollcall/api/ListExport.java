package rollcall.api;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import rollcall.database.Session;
import rollcall.export.ExportForm;
import rollcall.http.Response;
import rollcall.jsonapi.plan.ReadPlan;
import rollcall.jsonapi.query.Parsed;
import rollcall.jsonapi.query.Problem;
import rollcall.jsonapi.sql.ReadSql;

/// Answers with a list as a file to keep. Thread-safe.
final class ListExport {
  private final ReadSql sql;
  private final Clock clock;

  ListExport(ReadSql sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /// `plan`, unless a file has no place for all that it reads.
  static Parsed<ReadPlan> checked(ReadPlan plan) {
    return plan.includes().isEmpty()
        ? new Parsed.Ok<>(plan)
        : Parsed.invalid(
            Problem.invalidIncludes(
                "A file has rows of one type and no place for others; leave include out, or ask for"
                    + " JSON:API."));
  }

  /// Writes the rows of `plan` in that form, and gives how many there were.
  long write(ExportForm form, ReadPlan plan, Session session, Response response) {
    var rows = session.query(sql.rows(plan));
    response.status(200);
    response.header("Content-Type", form.format().contentType());
    response.header("Content-Disposition", "attachment; filename=\"" + name(form, plan) + "\"");
    response.header("Cache-Control", "no-store");
    var writer = form.writer(plan.projection(), response.body());
    var written = writer.writeAll(rows);
    writer.end();
    return written;
  }

  /// `calls-2026-11-28.csv`, by the clocks that the file is written by.
  private String name(ExportForm form, ReadPlan plan) {
    ZoneId zone = form.zone().orElse(ZoneOffset.UTC);
    return plan.projection().type().path()
        + "-"
        + LocalDate.ofInstant(clock.instant(), zone)
        + "."
        + form.format();
  }
}
