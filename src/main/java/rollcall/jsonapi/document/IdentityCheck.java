package rollcall.jsonapi.document;

import java.util.Optional;
import java.util.UUID;
import rollcall.jsonapi.query.WriteProblem;
import rollcall.jsonapi.schema.ResourceType;
import rollcall.jsonapi.schema.ValueType;

/// Holds what a resource object says it is to what it must be. One body, one thread.
final class IdentityCheck {
  private static final ValueType UUIDS = ResourceType.ID.type();

  private final BodyProblems problems;

  /// Tells `problems`.
  IdentityCheck(BodyProblems problems) {
    this.problems = problems;
  }

  /// It must say that it is of `type`.
  void requireType(SentResource sent, ResourceType type) {
    if (sent.type().isAbsent()) {
      problems.add(
          WriteProblem.required(
              sent.place().member("type").pointer(),
              "The type is missing; it must be " + type.name() + "."));
    }
    checkType(sent, type);
  }

  /// It must be of `type`, if it says its type.
  void checkType(SentResource sent, ResourceType type) {
    var place = sent.place().member("type").pointer();
    switch (sent.type()) {
      case Said.Text(var named) when !named.equals(type.name()) ->
          problems.add(
              WriteProblem.typeConflict(
                  place,
                  "The type is "
                      + TextFaults.quote(named)
                      + ", but resources of the type "
                      + type.name()
                      + " are written here."));
      case Said.Text _, Said.Wrong _, Said.Nothing _ -> {}
    }
  }

  /// It must be the one with that id, if it says its id.
  void checkId(SentResource sent, UUID id) {
    var place = sent.place().member("id").pointer();
    switch (sent.id()) {
      case Said.Text(var text) when !uuid(text).equals(Optional.of(id)) ->
          problems.add(
              WriteProblem.idConflict(
                  place,
                  "The id is " + TextFaults.quote(text) + ", but " + id + " is to be changed."));
      case Said.Text _, Said.Wrong _, Said.Nothing _ -> {}
    }
  }

  /// It must not have an id yet.
  void checkNoId(SentResource sent) {
    if (!sent.id().isAbsent()) {
      problems.add(
          WriteProblem.clientGeneratedId(
              sent.place().member("id").pointer(),
              "The service chooses the id of what it makes; leave it out."));
    }
  }

  /// The UUID that `text` is, if it is one.
  static Optional<UUID> uuid(String text) {
    return TextCells.read(UUIDS, text) instanceof Cell.Value(UUID id)
        ? Optional.of(id)
        : Optional.empty();
  }
}
