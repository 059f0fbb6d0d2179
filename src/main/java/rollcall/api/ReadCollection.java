package rollcall.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import rollcall.auth.Principal;
import rollcall.database.Cancellation;
import rollcall.database.Database;
import rollcall.database.Rows;
import rollcall.database.Session;
import rollcall.database.StatementTimeout;
import rollcall.database.Tenant;
import rollcall.export.ExportForm;
import rollcall.http.Request;
import rollcall.http.Response;
import rollcall.jsonapi.document.DocumentWriter;
import rollcall.jsonapi.document.ErrorsDocument;
import rollcall.jsonapi.document.PageLinks;
import rollcall.jsonapi.document.PageMeta;
import rollcall.jsonapi.document.PageMeta.Total;
import rollcall.jsonapi.document.PageRows;
import rollcall.jsonapi.plan.Cursors;
import rollcall.jsonapi.plan.Meanings;
import rollcall.jsonapi.plan.Page;
import rollcall.jsonapi.plan.PlanBuilder;
import rollcall.jsonapi.plan.ReadPlan;
import rollcall.jsonapi.plan.Scope;
import rollcall.jsonapi.query.Parameter;
import rollcall.jsonapi.query.Parsed;
import rollcall.jsonapi.query.QueryParser;
import rollcall.jsonapi.schema.ResourceType;
import rollcall.jsonapi.sql.ReadSql;

/// `GET /api/<path>`: the whole list, streamed while the database delivers it, or a page of it.
/// Thread-safe.
final class ReadCollection {
  /// The rows of a page that are in memory together. A text may have 64 kB, so a longer page comes
  /// in batches, as a list does.
  static final int MOST_ROWS_IN_MEMORY = 100;

  private final QueryParser queries;
  private final PlanBuilder plans;
  private final ReadSql sql;
  private final Cursors cursors;
  private final Database database;
  private final Gate gate;
  private final PageCount count;
  private final ListExport export;

  ReadCollection(
      QueryParser queries,
      PlanBuilder plans,
      ReadSql sql,
      Cursors cursors,
      Database database,
      Gate gate,
      PageCount count,
      ListExport export) {
    this.queries = queries;
    this.plans = plans;
    this.sql = sql;
    this.cursors = cursors;
    this.database = database;
    this.gate = gate;
    this.count = count;
    this.export = export;
  }

  /// Answers with the list of `type` that `principal` may see.
  void answer(ResourceType type, Principal principal, Request request, Response response) {
    var parameters = queries.decode(request.query());
    switch (representation(request, parameters)) {
      case Parsed.Invalid<Representation>(var problems) -> {
        var all = new ArrayList<>(problems);
        if (ErrorsDocument.status(problems) == 400) {
          all.addAll(plan(type, principal, parameters).problems());
        }
        Answers.problems(request, response, all);
      }
      case Parsed.Ok<Representation>(Representation.Document _) ->
          answer(
              plan(type, principal, parameters),
              principal,
              request,
              response,
              plan -> stream(plan, request, response));
      case Parsed.Ok<Representation>(Representation.File(var form)) ->
          answer(
              plan(type, principal, parameters).flatMap(ListExport::checked),
              principal,
              request,
              response,
              plan -> stream(form, plan, request, response));
    }
  }

  /// Where the query string is none, whoever reads it next says so.
  private static Parsed<Representation> representation(
      Request request, Parsed<Parameter.Mapping> parameters) {
    return Representation.of(request, parameters.orElse(Parameter.Mapping.EMPTY));
  }

  private Parsed<ReadPlan> plan(
      ResourceType type, Principal principal, Parsed<Parameter.Mapping> parameters) {
    var scope = new Scope(principal.organisation().value());
    return plans.list(queries.parseList(parameters, type), type, scope);
  }

  private void answer(
      Parsed<ReadPlan> reading,
      Principal principal,
      Request request,
      Response response,
      Consumer<ReadPlan> stream) {
    switch (reading) {
      case Parsed.Invalid<ReadPlan>(var problems) -> Answers.problems(request, response, problems);
      case Parsed.Ok<ReadPlan>(var plan) -> {
        switch (gate.enter(principal.organisation())) {
          case Gate.Entry.Refused(var problem) ->
              Answers.problems(request, response, List.of(problem));
          case Gate.Entry.Turn turn -> {
            try (turn) {
              stream.accept(plan);
            } catch (StatementTimeout e) {
              throw new ListTooSlow(plan, e);
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
    var isReadOnce = plan.page().map(page -> page.limit() <= MOST_ROWS_IN_MEMORY).orElse(false);
    var byOneStatement =
        plan.includes().isEmpty()
            && !plan.page().map(Page::counted).orElse(false)
            && !Meanings.areOpen(plan.condition());
    if (byOneStatement && isReadOnce) {
      database.readOnce(
          tenant,
          cancellation,
          ReadSql.plans(plan),
          tables -> sql.rows(plan, tables),
          rows -> writePage(plan, plan, rows, Optional.empty(), request, response));
    } else if (byOneStatement) {
      database.read(tenant, cancellation, session -> write(plan, session, request, response));
    } else {
      // The rows, what they include, how many there are and which numbers must be of one moment.
      database.readSnapshot(
          tenant, cancellation, session -> write(plan, session, request, response));
    }
  }

  private void stream(ExportForm form, ReadPlan plan, Request request, Response response) {
    var tenant = new Tenant(plan.scope().organisationId());
    var cancellation = new Cancellation();
    request.onAbandoned(cancellation::cancel);
    if (plan.page().isEmpty() && !Meanings.areOpen(plan.condition())) {
      database.read(
          tenant, cancellation, session -> export.write(form, plan, session, request, response));
    } else {
      // The rows, what is said of their page and which numbers there are must be of one moment.
      database.readSnapshot(
          tenant, cancellation, session -> export.write(form, plan, session, request, response));
    }
  }

  private long write(ReadPlan asked, Session session, Request request, Response response) {
    var plan = NumberLookup.in(session, asked);
    var rows = session.query(sql.rows(plan));
    if (plan.page().isPresent()) {
      return writePage(asked, plan, rows, Optional.of(session), request, response);
    }
    Answers.announce(response, 200);
    var document = DocumentWriter.of(plan, request.url(), response.body());
    document.list(rows);
    writeIncluded(plan, session, document);
    document.end();
    return document.rowsWritten();
  }

  /// Writes a page of `asked`, which is read by `plan`; what stands beside its rows is read in
  /// `session`, without which there is nothing.
  private long writePage(
      ReadPlan asked,
      ReadPlan plan,
      Rows rows,
      Optional<Session> session,
      Request request,
      Response response) {
    var part = plan.page().orElseThrow();
    var profile = profile(part, request);
    Answers.announce(response, 200, profile);
    var document = DocumentWriter.of(plan, request.url(), response.body());
    var page = PageRows.of(plan, rows);
    var ofList = cursors.of(asked);
    profile.ifPresentOrElse(uri -> document.list(page, ofList, uri), () -> document.list(page));
    session.ifPresent(open -> writeIncluded(plan, open, document));
    var total = session.filter(_ -> part.counted()).map(open -> count.count(open, plan, page));
    var exact = total.filter(Total::exact).map(Total::rows);
    var links = PageLinks.of(asked, request.url(), page, exact, ofList);
    document.end(links, new PageMeta(part, total));
    return document.rowsWritten();
  }

  /// The cursor pagination profile, where a client asked for it and `page` is one of its pages.
  private static Optional<String> profile(Page page, Request request) {
    return page.offset().isPresent() ? Optional.empty() : Accept.of(request).cursorPagination();
  }

  private void writeIncluded(ReadPlan plan, Session session, DocumentWriter document) {
    for (var include : plan.includes()) {
      document.included(include, session.query(sql.included(plan, include)));
    }
  }
}
