package rollcall.api;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import rollcall.auth.Principal;
import rollcall.database.Session;
import rollcall.http.Request;
import rollcall.http.Response;
import rollcall.jsonapi.document.Operation;
import rollcall.jsonapi.document.OperationsReader;
import rollcall.jsonapi.document.ResultsWriter;
import rollcall.jsonapi.plan.PlanBuilder;
import rollcall.jsonapi.plan.Scope;
import rollcall.jsonapi.query.Parsed;
import rollcall.jsonapi.query.Problem;
import rollcall.jsonapi.schema.ResourceType;
import rollcall.jsonapi.sql.ReadSql;

/// `POST /api/operations`: many writes in the order of the body, all or none. Thread-safe.
final class Operations {
  private final Map<ResourceType, Recording> recordings = new LinkedHashMap<>();
  private final OperationsReader reader;
  private final PlanBuilder plans;
  private final ReadSql sql;
  private final IdempotentWrite writes;
  private final Gate gate;

  Operations(
      List<Recording> recordings,
      PlanBuilder plans,
      ReadSql sql,
      IdempotentWrite writes,
      Gate gate) {
    recordings.forEach(recording -> this.recordings.put(recording.writable().type(), recording));
    this.reader = new OperationsReader(recordings.stream().map(Recording::writable).toList());
    this.plans = plans;
    this.sql = sql;
    this.writes = writes;
    this.gate = gate;
  }

  /// Answers with the records that the operations of the body make and change.
  void answer(Principal principal, Request request, Response response) {
    switch (gate.enter(principal.organisation())) {
      case Gate.Entry.Refused(var problem) -> Answers.problems(request, response, List.of(problem));
      case Gate.Entry.Turn turn -> {
        try (turn) {
          run(principal, request, response);
        }
      }
    }
  }

  private void run(Principal principal, Request request, Response response) {
    var write = WriteRequest.read(principal, "POST /api/operations", request);
    var key = IdempotencyKey.parse(write.headers("Idempotency-Key"));
    var operations = reader.read(write.body());
    var problems = new ArrayList<Problem>(key.problems());
    write
        .query()
        .filter(query -> !query.isEmpty())
        .ifPresent(_ -> problems.add(Problem.malformedQuery("Operations take no parameters.")));
    problems.addAll(operations.problems());
    if (problems.isEmpty()) {
      writes.answer(
          write,
          key.orElse(Optional.empty()),
          WriteAnswer.Form.RESULTS,
          session -> run(session, write, operations.orElse(List.of())),
          response);
    } else {
      Answers.problems(request, response, problems);
    }
  }

  private Parsed<WriteAnswer> run(Session session, WriteRequest write, List<Operation> operations) {
    return new OperationRun(session, write.organisation(), recordings)
        .run(operations)
        .flatMap(written -> new Parsed.Ok<>(results(session, write, operations, written)));
  }

  /// One statement for each type, not one for each operation.
  private WriteAnswer results(
      Session session, WriteRequest write, List<Operation> operations, List<UUID> written) {
    var results = new ResultsWriter();
    var scope = new Scope(write.organisation().value());
    for (var type : recordings.keySet()) {
      var ids = new ArrayList<UUID>();
      for (int i = 0; i < operations.size(); i++) {
        if (operations.get(i).type().equals(type)) {
          ids.add(written.get(i));
        }
      }
      if (!ids.isEmpty()) {
        var plan = plans.some(type, scope, ids.stream().distinct().toList());
        results.add(plan.projection(), session.query(sql.rows(plan)));
      }
    }
    var body = new ByteArrayOutputStream();
    results.write(written, body);
    return new WriteAnswer(
        200,
        Optional.empty(),
        Optional.empty(),
        body.toString(StandardCharsets.UTF_8),
        WriteAnswer.Form.RESULTS);
  }
}
