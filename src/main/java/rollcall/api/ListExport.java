package rollcall.api;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import rollcall.database.Session;
import rollcall.export.ExportForm;
import rollcall.http.Request;
import rollcall.http.Response;
import rollcall.jsonapi.document.PageLinks;
import rollcall.jsonapi.document.PageRows;
import rollcall.jsonapi.plan.Cursors;
import rollcall.jsonapi.plan.ReadPlan;
import rollcall.jsonapi.query.Parsed;
import rollcall.jsonapi.query.Problem;
import rollcall.jsonapi.sql.ReadSql;

/// Answers with a list as a file to keep. Thread-safe.
final class ListExport {
  /// A link that is longer does not fit the header of an answer, and is left out.
  static final int LONGEST_LINK = 6_000;

  private final ReadSql sql;
  private final Cursors cursors;
  private final Clock clock;

  ListExport(ReadSql sql, Cursors cursors, Clock clock) {
    this.sql = sql;
    this.cursors = cursors;
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

  /// Writes the rows of `asked` in that form, and gives how many there were. `session` is of one
  /// moment where there is a page, whose rows are then read twice: where the next page begins is to
  /// be said before the first row is.
  long write(ExportForm form, ReadPlan asked, Session session, Request request, Response response) {
    var plan = NumberLookup.in(session, asked);
    var next = next(asked, plan, session, request);
    var rows = session.query(sql.rows(plan));
    response.status(200);
    response.header("Content-Type", form.format().contentType());
    response.header("Content-Disposition", "attachment; filename=\"" + name(form, plan) + "\"");
    response.header("Cache-Control", "no-store");
    next.ifPresent(url -> response.header("Link", "<" + url + ">; rel=\"next\""));
    var writer = form.writer(plan.projection(), response.body());
    var written = writer.writeAll(plan.page().isPresent() ? PageRows.of(plan, rows) : rows);
    writer.end();
    return written;
  }

  private Optional<String> next(ReadPlan asked, ReadPlan plan, Session session, Request request) {
    if (plan.page().isEmpty()) {
      return Optional.empty();
    }
    var keys = plan.withoutAttributes();
    var rows = PageRows.of(keys, session.query(sql.rows(keys)));
    // Where the page ends is known behind its last row.
    for (var isRow = rows.next(); isRow; ) {
      isRow = rows.next();
    }
    var links = PageLinks.of(asked, request.url(), rows, Optional.empty(), cursors.of(asked));
    // A client may send these signs as they are, and then the next URL has them, too.
    return Optional.ofNullable(links.next())
        .map(url -> url.replace("<", "%3C").replace(">", "%3E"))
        .filter(url -> url.length() <= LONGEST_LINK);
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
