package rollcall.jsonapi.document;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import rollcall.jsonapi.query.NearestName;
import rollcall.jsonapi.query.Problem;
import rollcall.jsonapi.query.WriteProblem;
import rollcall.jsonapi.schema.Attribute;
import rollcall.jsonapi.schema.Relationship;
import rollcall.jsonapi.schema.ResourceType;

/// Reads the relationships of a resource object, which are another way to say those attributes that
/// hold the id of a related resource, and tells what is wrong with them. One thread.
final class LinkReader {
  private final ResourceType type;
  private final Purpose purpose;
  private final BodyProblems problems;

  /// A reader of the relationships of a `type`, sent for `purpose`.
  LinkReader(ResourceType type, Purpose purpose, BodyProblems problems) {
    this.type = type;
    this.purpose = purpose;
    this.problems = problems;
  }

  /// What the relationship `name` at `place` says, unless something is wrong with it.
  Optional<Link> read(Place place, String name, SentResource.Linkage linkage) {
    var known =
        type.relationships().stream().filter(relation -> relation.name().equals(name)).findFirst();
    if (known.isEmpty()) {
      problems.addUnknown(() -> unknown(place, name));
      return Optional.empty();
    }
    var attribute = attribute(known.get());
    if (attribute.isEmpty()) {
      return told(
          WriteProblem.notWritable(place.pointer(), name + " is not set by a relationship."));
    }
    var refusal = purpose.refusal(type, attribute.get(), name, place);
    return refusal.isPresent() ? told(refusal.get()) : link(known.get(), attribute.get(), linkage);
  }

  private Optional<Link> told(Problem problem) {
    problems.add(problem);
    return Optional.empty();
  }

  private Problem unknown(Place place, String name) {
    List<String> writable =
        type.relationships().stream()
            .filter(relation -> attribute(relation).filter(purpose::allows).isPresent())
            .map(Relationship::name)
            .toList();
    var offer =
        writable.isEmpty()
            ? " It has none that can be sent."
            : NearestName.offer(name, "Those to send are", writable);
    return WriteProblem.unknownMember(
        place.pointer(),
        type.name() + " has no relationship " + TextFaults.quote(name) + "." + offer);
  }

  /// The attribute that `relationship` is another way to say.
  private Optional<Attribute> attribute(Relationship relationship) {
    return relationship instanceof Relationship.BelongsTo belongs
        ? type.attributes().stream()
            .filter(attribute -> attribute.name().equals(belongs.column()))
            .findFirst()
        : Optional.empty();
  }

  private Optional<Link> link(
      Relationship relationship, Attribute attribute, SentResource.Linkage linkage) {
    return switch (linkage) {
      case SentResource.Linkage.Wrong _ -> Optional.empty();
      case SentResource.Linkage.None _ ->
          Optional.of(new Link(relationship.name(), attribute, Optional.empty(), Optional.empty()));
      case SentResource.Linkage.Identifier(var identifier) ->
          isOfType(relationship, identifier)
              ? link(relationship, attribute, identifier)
              : Optional.empty();
    };
  }

  private boolean isOfType(Relationship relationship, SentIdentifier identifier) {
    var place = identifier.place().member("type").pointer();
    var target = relationship.target();
    switch (identifier.type()) {
      case Said.Nothing _ ->
          problems.add(
              WriteProblem.required(place, "The type is missing; it must be " + target + "."));
      case Said.Text(var named) when !named.equals(target) ->
          problems.add(
              WriteProblem.invalidAttribute(
                  place, "The " + relationship.name() + " must be of the type " + target + "."));
      case Said.Text _ -> {
        return true;
      }
      case Said.Wrong _ -> {}
    }
    return false;
  }

  private Optional<Link> link(
      Relationship relationship, Attribute attribute, SentIdentifier identifier) {
    var id = identifier.id();
    if (!identifier.lid().isAbsent()) {
      return id.isAbsent()
          ? identifier
              .lid()
              .text()
              .map(
                  lid ->
                      new Link(relationship.name(), attribute, Optional.empty(), Optional.of(lid)))
          : told(
              WriteProblem.invalidBody(
                  identifier.place().member("lid").pointer(), "Send either id or lid, not both."));
    }
    if (id instanceof Said.Wrong) {
      return Optional.empty();
    }
    return TextCells.read(attribute.type(), id.text().orElse("")) instanceof Cell.Value(UUID uuid)
        ? Optional.of(new Link(relationship.name(), attribute, Optional.of(uuid), Optional.empty()))
        : told(
            WriteProblem.invalidAttribute(
                identifier.place().member("id").pointer(),
                "The id of the " + relationship.name() + " must be a UUID."));
  }
}
