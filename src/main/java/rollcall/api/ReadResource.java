package rollcall.api;

import java.util.List;
import rollcall.auth.Principal;
import rollcall.database.Cancellation;
import rollcall.database.Database;
import rollcall.database.Plans;
import rollcall.database.Rows;
import rollcall.database.Tenant;
import rollcall.http.Request;
import rollcall.http.Response;
import rollcall.jsonapi.document.DocumentWriter;
import rollcall.jsonapi.plan.PlanBuilder;
import rollcall.jsonapi.plan.ReadPlan;
import rollcall.jsonapi.plan.Scope;
import rollcall.jsonapi.query.Parsed;
import rollcall.jsonapi.query.Problem;
import rollcall.jsonapi.query.QueryParser;
import rollcall.jsonapi.schema.ResourceType;
import rollcall.jsonapi.sql.ReadSql;

/// `GET /api/<path>/<id>`: one record. Another organisation's is as unknown as none. Thread-safe.
final class ReadResource {
  private final QueryParser queries;
  private final PlanBuilder plans;
  private final ReadSql sql;
  private final Database database;

  ReadResource(QueryParser queries, PlanBuilder plans, ReadSql sql, Database database) {
    this.queries = queries;
    this.plans = plans;
    this.sql = sql;
    this.database = database;
  }

  /// Answers with the `type` whose id is `id`, if `principal` may see it.
  void answer(
      ResourceType type, String id, Principal principal, Request request, Response response) {
    var scope = new Scope(principal.organisation().value());
    switch (plans.one(queries.parseOne(request.query(), type), type, scope, id)) {
      case Parsed.Invalid<ReadPlan>(var problems) -> Answers.problems(request, response, problems);
      case Parsed.Ok<ReadPlan>(var plan) -> {
        if (!find(plan, request, response)) {
          Answers.problems(request, response, List.of(Problem.notFound(type.name(), id)));
        }
      }
    }
  }

  private boolean find(ReadPlan plan, Request request, Response response) {
    var tenant = new Tenant(plan.scope().organisationId());
    var cancellation = new Cancellation();
    request.onAbandoned(cancellation::cancel);
    return database.readOnce(
        tenant,
        cancellation,
        Plans.KEPT_BY_KEY,
        tables -> sql.versionedRows(plan, tables),
        rows -> write(plan, rows, request, response));
  }

  private static boolean write(ReadPlan plan, Rows rows, Request request, Response response) {
    if (!rows.next()) {
      return false;
    }
    Answers.announce(response, 200);
    response.header("ETag", EntityTags.of(rows.epochMicros(plan.projection().versionColumn())));
    var document = DocumentWriter.of(plan, request.url(), response.body());
    document.one(rows);
    document.end();
    return true;
  }
}
