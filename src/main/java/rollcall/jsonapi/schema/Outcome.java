package rollcall.jsonapi.schema;

import java.util.UUID;

/// What became of something that was to be written.
public sealed interface Outcome {
  /// It was written as a new row, under `id`.
  record Inserted(UUID id) implements Outcome {}

  /// The row was there, under `id`, and was changed.
  record Updated(UUID id) implements Outcome {}

  /// It was there already, under `id`, and stays as it was.
  record Unchanged(UUID id) implements Outcome {}

  /// It was to be new, but the row `id` already has what makes it that row.
  record Exists(UUID id) implements Outcome {}

  /// It was to be changed, but is not there, or is another tenant's.
  record Missing() implements Outcome {}

  /// It was to be changed only if it still is what the client saw, which it is not.
  record Stale() implements Outcome {}

  /// Its `attribute` names a row that is not there, or is another tenant's.
  record UnknownRelated(String attribute, UUID id) implements Outcome {}

  /// Its state cannot follow on the one it has; both are words of `attribute`.
  record InvalidTransition(String attribute, String from, String to) implements Outcome {}

  /// It cannot be written, for a reason that a client understands.
  record Conflict(String reason) implements Outcome {}

  /// What became of it, as a sentence.
  default String sentence() {
    return switch (this) {
      case Inserted(var id) -> "It was written as " + id + ".";
      case Updated(var id) -> id + " was changed.";
      case Unchanged(var id) -> id + " stays as it was.";
      case Exists(var id) -> "It is there already, as " + id + ".";
      case Missing _ -> "It is not there.";
      case Stale _ -> "It was changed by others in the meantime.";
      case UnknownRelated(var attribute, var id) ->
          attribute + " " + id + " is none of this organisation's.";
      case InvalidTransition(var attribute, var from, var to) ->
          attribute + " cannot go from " + from + " to " + to + ".";
      case Conflict(var reason) -> reason;
    };
  }
}
