package rollcall.jsonapi.schema;

import java.util.UUID;

/// What became of a [Draft] that was to be written.
public sealed interface Outcome {
  /// It was written, under `id`.
  record Inserted(UUID id) implements Outcome {}

  /// It was there already, under `id`, and stays as it was.
  record Unchanged(UUID id) implements Outcome {}

  /// It cannot be written, for a reason that a client understands.
  record Conflict(String reason) implements Outcome {}
}
