package rollcall.api;

import java.util.UUID;
import rollcall.jsonapi.document.SentDraft;
import rollcall.jsonapi.query.Parsed;
import rollcall.jsonapi.query.Problem;
import rollcall.jsonapi.query.WriteProblem;
import rollcall.jsonapi.schema.Outcome;

/// What a client hears of the outcome of a write.
final class Outcomes {
  private Outcomes() {}

  /// The id of what was written as `sent` said, or why nothing was; `meant` is the id that was
  /// asked for, as the client wrote it.
  static Parsed<UUID> written(Outcome outcome, SentDraft sent, String meant) {
    var type = sent.draft().type().name();
    return switch (outcome) {
      case Outcome.Inserted(var id) -> new Parsed.Ok<>(id);
      case Outcome.Updated(var id) -> new Parsed.Ok<>(id);
      case Outcome.Unchanged(var id) -> new Parsed.Ok<>(id);
      case Outcome.Exists(var id) ->
          Parsed.invalid(
              WriteProblem.alreadyExists(
                  id, "The " + type + " is there already, under the id in meta."));
      case Outcome.Missing _ -> Parsed.invalid(Problem.notFound(type, meant));
      case Outcome.Stale _ ->
          Parsed.invalid(
              WriteProblem.preconditionFailed(
                  "The " + type + " is not what If-Match says any more; read it again."));
      case Outcome.UnknownRelated(var attribute, var id) ->
          Parsed.invalid(
              WriteProblem.unknownRelated(
                  sent.pointer(attribute),
                  attribute + " " + id + " is none of this organisation's."));
      case Outcome.InvalidTransition(var attribute, var from, var to) ->
          Parsed.invalid(
              WriteProblem.invalidTransition(
                  sent.pointer(attribute),
                  attribute + " cannot go from " + from + " to " + to + "."));
      case Outcome.Conflict(var reason) -> Parsed.invalid(WriteProblem.conflict(reason));
    };
  }
}
