package rollcall.api;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import rollcall.database.Database;
import rollcall.database.Session;
import rollcall.http.Response;
import rollcall.jsonapi.document.DocumentWriter;
import rollcall.jsonapi.document.OperationsReader;
import rollcall.jsonapi.query.Parsed;
import rollcall.jsonapi.query.WriteProblem;

/// Runs a write in one transaction, once for each idempotency key, and answers when it is
/// committed. Thread-safe.
final class IdempotentWrite {
  private static final String RESULTS =
      Answers.JSON_API + ";ext=\"" + OperationsReader.EXTENSION + "\"";

  private final Database database;
  private final KeptAnswers kept;

  IdempotentWrite(Database database, KeptAnswers kept) {
    this.database = database;
    this.kept = kept;
  }

  /// What a transaction came to: `replayed` says whether an earlier one did the work.
  private record Done(WriteAnswer answer, boolean replayed) {}

  /// Answers `write`, which came under `key`, by `work`, which gives an answer in that form, or
  /// what is wrong: then nothing is written.
  void answer(
      WriteRequest write,
      Optional<String> key,
      WriteAnswer.Form form,
      Function<Session, Parsed<WriteAnswer>> work,
      Response response) {
    var done =
        database.<Parsed<Done>>write(
            write.tenant(),
            session ->
                key.isPresent()
                    ? once(session, write, key.get(), form, work)
                    : work.apply(session).flatMap(answer -> done(answer, false)),
            result -> result instanceof Parsed.Ok);
    switch (done) {
      case Parsed.Ok<Done>(var committed) -> send(committed, write, response);
      case Parsed.Invalid<Done>(var problems) ->
          Answers.problems(write.request(), response, problems);
    }
  }

  private static Parsed<Done> done(WriteAnswer answer, boolean replayed) {
    return new Parsed.Ok<>(new Done(answer, replayed));
  }

  private Parsed<Done> once(
      Session session,
      WriteRequest write,
      String key,
      WriteAnswer.Form form,
      Function<Session, Parsed<WriteAnswer>> work) {
    return switch (kept.find(session, write, key, form)) {
      case KeptAnswers.Known.Same(var answer) -> done(answer, true);
      case KeptAnswers.Known.Other _ ->
          Parsed.invalid(
              WriteProblem.idempotencyKeyReused(
                  "Another request had this Idempotency-Key; each request needs its own."));
      case KeptAnswers.Known.InUse _ ->
          Parsed.invalid(
              WriteProblem.idempotencyKeyInUse(
                  "A request with this Idempotency-Key is still running; try again."));
      case KeptAnswers.Known.Nothing _ ->
          work.apply(session)
              .flatMap(
                  answer -> {
                    kept.keep(session, write, key, answer);
                    return done(answer, false);
                  });
    };
  }

  private static void send(Done done, WriteRequest write, Response response) {
    var answer = done.answer();
    Answers.announce(response, answer.status());
    answer.location().ifPresent(location -> response.header("Location", location));
    answer.entityTag().ifPresent(tag -> response.header("ETag", tag));
    if (done.replayed()) {
      response.header("Idempotent-Replayed", "true");
    }
    if (answer.form() == WriteAnswer.Form.RESULTS) {
      response.header("Content-Type", RESULTS);
    }
    response.write(answer.body().getBytes(StandardCharsets.UTF_8));
    if (answer.form() == WriteAnswer.Form.RESOURCE) {
      DocumentWriter.end(write.request().url(), response.body());
    }
  }
}
