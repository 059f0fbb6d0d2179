package rollcall.jsonapi.document;

import java.util.Optional;
import java.util.UUID;
import rollcall.jsonapi.schema.ResourceType;

/// One operation of the atomic extension of JSON:API.
public sealed interface Operation {
  /// The type of the resource that it writes.
  ResourceType type();

  /// What the client sent of the resource.
  SentDraft sent();

  /// Makes a resource, which later operations may know by `localId`.
  record Add(ResourceType type, SentDraft sent, Optional<String> localId) implements Operation {}

  /// Changes the resource that `target` names.
  record Update(ResourceType type, SentDraft sent, Target target) implements Operation {}

  /// Which resource is to be changed.
  sealed interface Target {
    /// The one with that id.
    record Known(UUID id) implements Target {}

    /// The one that an earlier operation makes and calls `localId`.
    record Local(String localId) implements Target {}
  }
}
