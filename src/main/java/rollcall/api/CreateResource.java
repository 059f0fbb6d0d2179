package rollcall.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rollcall.auth.Principal;
import rollcall.database.Session;
import rollcall.http.Request;
import rollcall.http.Response;
import rollcall.jsonapi.document.BodyReader;
import rollcall.jsonapi.document.SentDraft;
import rollcall.jsonapi.plan.Scope;
import rollcall.jsonapi.query.Parsed;
import rollcall.jsonapi.query.Problem;
import rollcall.jsonapi.query.Query;
import rollcall.jsonapi.query.QueryParser;

/// `POST /api/<path>`: makes one record. Thread-safe.
final class CreateResource {
  private final QueryParser queries;
  private final WrittenResource written;
  private final IdempotentWrite writes;

  CreateResource(QueryParser queries, WrittenResource written, IdempotentWrite writes) {
    this.queries = queries;
    this.written = written;
    this.writes = writes;
  }

  /// Answers with the record that is made as the body says, if nothing is wrong.
  void answer(Recording recording, Principal principal, Request request, Response response) {
    var type = recording.writable().type();
    var write = WriteRequest.read(principal, "POST /api/" + type.path(), request);
    var key = IdempotencyKey.parse(write.headers("Idempotency-Key"));
    var reading = queries.parseOne(write.query(), type);
    var draft = BodyReader.ofNew(recording.writable(), write.body());
    var problems = new ArrayList<Problem>(key.problems());
    problems.addAll(reading.problems());
    problems.addAll(draft.problems());
    if (problems.isEmpty() && draft instanceof Parsed.Ok<SentDraft>(var sent)) {
      writes.answer(
          write,
          key.orElse(Optional.empty()),
          WriteAnswer.Form.RESOURCE,
          session -> create(session, recording, write, sent, reading.query()),
          response);
    } else {
      Answers.problems(request, response, problems);
    }
  }

  private Parsed<WriteAnswer> create(
      Session session, Recording recording, WriteRequest write, SentDraft sent, Query query) {
    var type = recording.writable().type();
    var outcome =
        recording
            .creation()
            .create(session, write.organisation(), List.of(sent.draft()))
            .getFirst();
    return Outcomes.written(outcome, sent, "")
        .flatMap(
            id ->
                new Parsed.Ok<>(
                    written.read(
                        session,
                        type,
                        new Scope(write.organisation().value()),
                        query,
                        id,
                        201,
                        Optional.of("/api/" + type.path() + "/" + id))));
  }
}
