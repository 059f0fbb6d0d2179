package rollcall.api;

import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import rollcall.auth.Principal;
import rollcall.database.Session;
import rollcall.http.Request;
import rollcall.http.Response;
import rollcall.jsonapi.document.BodyReader;
import rollcall.jsonapi.document.SentDraft;
import rollcall.jsonapi.plan.PlanBuilder;
import rollcall.jsonapi.plan.Scope;
import rollcall.jsonapi.query.Parsed;
import rollcall.jsonapi.query.Problem;
import rollcall.jsonapi.query.Query;
import rollcall.jsonapi.query.QueryParser;
import rollcall.jsonapi.schema.Precondition;

/// `PATCH /api/<path>/<id>`: changes one record. Another organisation's is as unknown as none.
/// Thread-safe.
final class UpdateResource {
  private final QueryParser queries;
  private final WrittenResource written;
  private final IdempotentWrite writes;

  UpdateResource(QueryParser queries, WrittenResource written, IdempotentWrite writes) {
    this.queries = queries;
    this.written = written;
    this.writes = writes;
  }

  /// What is to be changed: the record, what of it, under which condition, and what to show of it.
  private record Change(UUID id, SentDraft sent, Precondition precondition, Query query) {}

  /// Answers with the record `id`, changed as the body says, if nothing is wrong.
  void answer(
      Recording recording, String id, Principal principal, Request request, Response response) {
    switch (PlanBuilder.id(id)) {
      case Parsed.Invalid<UUID>(var problems) -> Answers.problems(request, response, problems);
      case Parsed.Ok<UUID>(var uuid) -> answer(recording, uuid, id, principal, request, response);
    }
  }

  private void answer(
      Recording recording,
      UUID id,
      String meant,
      Principal principal,
      Request request,
      Response response) {
    var type = recording.writable().type();
    var route = "PATCH /api/" + type.path() + "/" + id;
    var write = WriteRequest.read(principal, route, request);
    var key = IdempotencyKey.parse(write.headers("Idempotency-Key"));
    var precondition = EntityTags.precondition(write.headers("If-Match"));
    var reading = queries.parseOne(write.query(), type);
    var draft = BodyReader.ofChanges(recording.writable(), id, write.body());
    var problems = new ArrayList<Problem>(key.problems());
    problems.addAll(precondition.problems());
    problems.addAll(reading.problems());
    problems.addAll(draft.problems());
    if (problems.isEmpty() && draft instanceof Parsed.Ok<SentDraft>(var sent)) {
      var change = new Change(id, sent, precondition.orElse(Precondition.NONE), reading.query());
      writes.answer(
          write,
          key.orElse(Optional.empty()),
          WriteAnswer.Form.RESOURCE,
          session -> amend(session, recording, write, change, meant),
          response);
    } else {
      Answers.problems(request, response, problems);
    }
  }

  private Parsed<WriteAnswer> amend(
      Session session, Recording recording, WriteRequest write, Change change, String meant) {
    var outcome =
        recording
            .change()
            .amend(
                session,
                write.organisation(),
                change.id(),
                change.sent().draft(),
                change.precondition());
    return Outcomes.written(outcome, change.sent(), meant)
        .flatMap(
            id ->
                new Parsed.Ok<>(
                    written.read(
                        session,
                        recording.writable().type(),
                        new Scope(write.organisation().value()),
                        change.query(),
                        id,
                        200,
                        Optional.empty())));
  }
}
