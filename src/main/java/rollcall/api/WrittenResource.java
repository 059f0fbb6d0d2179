package rollcall.api;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import rollcall.database.Session;
import rollcall.jsonapi.document.DocumentWriter;
import rollcall.jsonapi.plan.PlanBuilder;
import rollcall.jsonapi.plan.Scope;
import rollcall.jsonapi.query.Query;
import rollcall.jsonapi.schema.ResourceType;
import rollcall.jsonapi.sql.ReadSql;

/// Reads what was just written, in its transaction, as a GET would show it. Thread-safe.
final class WrittenResource {
  private final PlanBuilder plans;
  private final ReadSql sql;

  WrittenResource(PlanBuilder plans, ReadSql sql) {
    this.plans = plans;
    this.sql = sql;
  }

  /// The answer that shows the `type` of that id, which `scope` holds, as `query` asks.
  WriteAnswer read(
      Session session,
      ResourceType type,
      Scope scope,
      Query query,
      UUID id,
      int status,
      Optional<String> location) {
    var plan = plans.one(query, type, scope, id);
    var row = session.query(sql.versionedRows(plan));
    if (!row.next()) {
      throw new IllegalStateException(type.name() + " " + id + " was written and is not there");
    }
    var body = new ByteArrayOutputStream();
    var document = DocumentWriter.of(plan, "", body);
    document.one(row);
    document.pause();
    var tag = EntityTags.of(row.epochMicros(plan.projection().versionColumn()));
    return new WriteAnswer(
        status,
        location,
        Optional.of(tag),
        body.toString(StandardCharsets.UTF_8),
        WriteAnswer.Form.RESOURCE);
  }
}
