package rollcall.api;

import java.util.List;
import java.util.Optional;
import rollcall.auth.Principal;
import rollcall.database.Cancellation;
import rollcall.database.Database;
import rollcall.database.Session;
import rollcall.database.Tenant;
import rollcall.http.Request;
import rollcall.http.Response;
import rollcall.jsonapi.document.DocumentWriter;
import rollcall.jsonapi.document.PageLinks;
import rollcall.jsonapi.document.PageMeta;
import rollcall.jsonapi.document.PageMeta.Total;
import rollcall.jsonapi.document.PageRows;
import rollcall.jsonapi.plan.Cursors;
import rollcall.jsonapi.plan.Page;
import rollcall.jsonapi.plan.PlanBuilder;
import rollcall.jsonapi.plan.ReadPlan;
import rollcall.jsonapi.plan.Scope;
import rollcall.jsonapi.query.Parsed;
import rollcall.jsonapi.query.QueryParser;
import rollcall.jsonapi.schema.ResourceType;
import rollcall.jsonapi.sql.ReadSql;

/// `GET /api/<path>`: the whole list, streamed while the database delivers it, or a page of it.
/// Thread-safe.
final class ReadCollection {
  private final QueryParser queries;
  private final PlanBuilder plans;
  private final ReadSql sql;
  private final Cursors cursors;
  private final Database database;
  private final Gate gate;
  private final PageCount count;

  ReadCollection(
      QueryParser queries,
      PlanBuilder plans,
      ReadSql sql,
      Cursors cursors,
      Database database,
      Gate gate,
      PageCount count) {
    this.queries = queries;
    this.plans = plans;
    this.sql = sql;
    this.cursors = cursors;
    this.database = database;
    this.gate = gate;
    this.count = count;
  }

  /// Answers with the list of `type` that `principal` may see.
  void answer(ResourceType type, Principal principal, Request request, Response response) {
    var scope = new Scope(principal.organisation().value());
    switch (plans.list(queries.parseList(request.query(), type), type, scope)) {
      case Parsed.Invalid<ReadPlan>(var problems) -> Answers.problems(request, response, problems);
      case Parsed.Ok<ReadPlan>(var plan) -> {
        switch (gate.enter(principal.organisation())) {
          case Gate.Entry.Refused(var problem) ->
              Answers.problems(request, response, List.of(problem));
          case Gate.Entry.Turn turn -> {
            try (turn) {
              stream(plan, request, response);
            }
          }
        }
      }
    }
  }

  private void stream(ReadPlan plan, Request request, Response response) {
    var tenant = new Tenant(plan.scope().organisationId());
    var cancellation = new Cancellation();
    request.onAbandoned(cancellation::cancel);
    if (plan.includes().isEmpty() && !plan.page().map(Page::counted).orElse(false)) {
      database.read(tenant, cancellation, session -> write(plan, session, request, response));
    } else {
      // The rows, what they include and how many there are must be of one moment.
      database.readSnapshot(
          tenant, cancellation, session -> write(plan, session, request, response));
    }
  }

  private long write(ReadPlan plan, Session session, Request request, Response response) {
    var rows = session.query(sql.rows(plan));
    Answers.announce(response, 200);
    var document = DocumentWriter.of(plan, request.url(), response.body());
    if (plan.page().isEmpty()) {
      document.list(rows);
      writeIncluded(plan, session, document);
      document.end();
    } else {
      var page = PageRows.of(plan, rows);
      document.list(page);
      writeIncluded(plan, session, document);
      var asked = plan.page().get();
      var total =
          asked.counted() ? Optional.of(count.count(session, plan, page)) : Optional.<Total>empty();
      var exact = total.filter(Total::exact).map(Total::rows);
      var links = PageLinks.of(plan, request.url(), page, exact, cursors);
      document.end(links, new PageMeta(asked, total));
    }
    return document.rowsWritten();
  }

  private void writeIncluded(ReadPlan plan, Session session, DocumentWriter document) {
    for (var include : plan.includes()) {
      document.included(include, session.query(sql.included(plan, include)));
    }
  }
}
