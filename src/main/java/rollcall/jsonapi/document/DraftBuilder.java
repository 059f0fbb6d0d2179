package rollcall.jsonapi.document;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rollcall.jsonapi.query.NearestName;
import rollcall.jsonapi.query.WriteProblem;
import rollcall.jsonapi.schema.Attribute;
import rollcall.jsonapi.schema.Draft;
import rollcall.jsonapi.schema.DraftCheck;
import rollcall.jsonapi.schema.ResourceType;

/// Makes the draft that a resource object stands for, by the declaration of its type, and tells
/// everything that is wrong with it. One resource object, one thread.
final class DraftBuilder {
  private final DraftCheck check;
  private final ResourceType type;
  private final Purpose purpose;
  private final SentResource sent;
  private final BodyProblems problems;
  private final @Nullable Object[] values;
  private final Set<String> named = new HashSet<>();
  private final Map<String, String> relationships = new HashMap<>();
  private final Map<String, String> localIds = new HashMap<>();

  private DraftBuilder(
      WritableType writable, Purpose purpose, SentResource sent, BodyProblems problems) {
    this.check = writable.check();
    this.type = writable.type();
    this.purpose = purpose;
    this.sent = sent;
    this.problems = problems;
    this.values = new @Nullable Object[type.attributes().size()];
  }

  /// The draft of `sent`, of which only what is right counts; what is wrong is told.
  static SentDraft build(
      WritableType type, Purpose purpose, SentResource sent, BodyProblems problems) {
    return new DraftBuilder(type, purpose, sent, problems).build();
  }

  private SentDraft build() {
    sent.attributes().forEach(this::attribute);
    var links = new LinkReader(type, purpose, problems);
    sent.relationships()
        .forEach(
            (name, linkage) ->
                links.read(relationshipPlace(name), name, linkage).ifPresent(this::link));
    if (purpose == Purpose.MAKE) {
      type.attributes().stream()
          .filter(attribute -> attribute.written().required())
          .filter(attribute -> !isSaid(attribute))
          .forEach(this::missing);
    }
    var draft = new Draft(type, Optional.empty(), Arrays.asList(values), named);
    var built = new SentDraft(draft, sent.place().pointer(), relationships, localIds);
    for (var fault : check.faults(draft)) {
      problems.add(
          WriteProblem.invalidAttribute(built.pointer(fault.attribute()), fault.sentence()));
    }
    return built;
  }

  private Place place(String attribute) {
    return sent.place().member("attributes").member(attribute);
  }

  private Place relationshipPlace(String relationship) {
    return sent.place().member("relationships").member(relationship);
  }

  private boolean isSaid(Attribute attribute) {
    return sent.attributes().containsKey(attribute.name())
        || relationships.containsKey(attribute.name());
  }

  private void missing(Attribute attribute) {
    problems.add(
        WriteProblem.required(
            place(attribute.name()).pointer(),
            attribute.name() + " is missing; it must be " + Expectation.of(attribute) + "."));
  }

  private void attribute(String name, SentValue value) {
    type.attributes().stream()
        .filter(known -> known.name().equals(name))
        .findFirst()
        .ifPresentOrElse(attribute -> attribute(attribute, value), () -> unknown(name));
  }

  private void attribute(Attribute attribute, SentValue value) {
    var place = place(attribute.name());
    purpose
        .refusal(type, attribute, attribute.name(), place)
        .ifPresentOrElse(problems::add, () -> take(attribute, value));
  }

  private void unknown(String name) {
    problems.addUnknown(
        () ->
            WriteProblem.unknownMember(
                place(name).pointer(),
                type.name()
                    + " has no attribute "
                    + TextFaults.quote(name)
                    + "."
                    + NearestName.offer(name, "Those to send are", writable())));
  }

  private List<String> writable() {
    return type.attributes().stream().filter(purpose::allows).map(Attribute::name).toList();
  }

  private void take(Attribute attribute, SentValue value) {
    switch (BodyCells.read(attribute.type(), value)) {
      case Cell.Value(var read) -> put(attribute, Optional.of(read));
      case Cell.Absent _ when attribute.nullable() -> put(attribute, Optional.empty());
      case Cell.Absent(var how) -> wrong(attribute, how, "");
      case Cell.Wrong(var fault) ->
          wrong(attribute, fault, BodyCells.hint(attribute.type(), value));
    }
  }

  private void put(Attribute attribute, Optional<?> value) {
    values[type.position(attribute.name())] = value.orElse(null);
    named.add(attribute.name());
  }

  private void wrong(Attribute attribute, String fault, String hint) {
    problems.add(
        WriteProblem.invalidAttribute(
            place(attribute.name()).pointer(),
            attribute.name()
                + " "
                + fault
                + "; it must be "
                + Expectation.of(attribute)
                + "."
                + hint));
  }

  /// An attribute may be said twice, by itself and by a relationship, but not in two ways.
  private void link(Link link) {
    var attribute = link.attribute();
    if (!sent.attributes().containsKey(attribute.name())) {
      relationships.put(attribute.name(), link.relationship());
      link.localId().ifPresent(lid -> localIds.put(attribute.name(), lid));
      put(attribute, link.id());
    } else if (named.contains(attribute.name()) && !agrees(link)) {
      problems.add(
          WriteProblem.invalidAttribute(
              relationshipPlace(link.relationship()).pointer(),
              link.relationship()
                  + " and "
                  + attribute.name()
                  + " say different things; one of them is enough."));
    }
  }

  private boolean agrees(Link link) {
    var said = Optional.ofNullable(values[type.position(link.attribute().name())]);
    return link.localId().isEmpty() && said.equals(link.id());
  }
}
