package rollcall.jsonapi.document;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rollcall.jsonapi.query.NearestName;
import rollcall.jsonapi.query.WriteProblem;
import rollcall.jsonapi.schema.ResourceType;

/// Makes operations of what was sent, in their order, and tells everything that is wrong with them.
/// One body, one thread.
final class OperationBuilder {
  private final Map<String, WritableType> types;
  private final BodyProblems problems;
  private final IdentityCheck identity;
  private final OperationTargets targets;
  private final Map<String, ResourceType> localIds = new HashMap<>();

  /// Makes operations on resources of `types`, which stand under their names.
  OperationBuilder(Map<String, WritableType> types, BodyProblems problems) {
    this.types = types;
    this.problems = problems;
    this.identity = new IdentityCheck(problems);
    this.targets = new OperationTargets(problems, localIds);
  }

  /// The operation that `sent` is, unless it is none.
  Optional<Operation> build(SentOperation sent) {
    var place = sent.place().member("op").pointer();
    switch (sent.op()) {
      case Said.Nothing _ ->
          problems.add(WriteProblem.required(place, "op is missing; it must be add or update."));
      case Said.Wrong _ -> {}
      case Said.Text(var word) when word.equals("add") -> {
        return resource(sent).flatMap(data -> add(sent, data));
      }
      case Said.Text(var word) when word.equals("update") -> {
        return resource(sent).flatMap(data -> update(sent, data));
      }
      case Said.Text(var word) ->
          problems.add(
              WriteProblem.unknownOperation(
                  place,
                  "There is no operation " + TextFaults.quote(word) + "; add and update are."));
    }
    return Optional.empty();
  }

  private Optional<SentResource> resource(SentOperation sent) {
    if (!sent.hasData()) {
      problems.add(
          WriteProblem.invalidBody(
              sent.place().member("data").pointer(), "The operation must have data."));
    }
    return sent.data();
  }

  private Optional<Operation> add(SentOperation sent, SentResource data) {
    identity.checkNoId(data);
    if (sent.hasRef()) {
      problems.add(
          WriteProblem.invalidBody(
              sent.place().member("ref").pointer(),
              "An add of a resource has no ref; its type stands in data."));
    }
    return type(data)
        .map(
            type -> {
              targets.checkCollection(sent, type.type());
              var draft = DraftBuilder.build(type, Purpose.MAKE, data, problems);
              checkLinks(type, draft);
              data.lid().text().ifPresent(lid -> define(data.place(), lid, type.type()));
              return new Operation.Add(type.type(), draft, data.lid().text());
            });
  }

  private void define(Place place, String lid, ResourceType type) {
    if (localIds.putIfAbsent(lid, type) != null) {
      problems.add(
          WriteProblem.invalidBody(
              place.member("lid").pointer(),
              "An earlier operation has the lid " + TextFaults.quote(lid) + " already."));
    }
  }

  private Optional<Operation> update(SentOperation sent, SentResource data) {
    return type(data)
        .flatMap(
            type -> {
              var target = targets.of(sent, data, type.type());
              var draft = DraftBuilder.build(type, Purpose.CHANGE, data, problems);
              checkLinks(type, draft);
              return target.map(known -> new Operation.Update(type.type(), draft, known));
            });
  }

  /// A `lid` in a relationship must be that of an earlier operation, of the right type: which that
  /// is, the reader of the relationship has seen to.
  private void checkLinks(WritableType type, SentDraft draft) {
    draft
        .localIds()
        .forEach(
            (attribute, lid) -> {
              var relationship = draft.relationships().get(attribute);
              var target =
                  type.type().relationships().stream()
                      .filter(relation -> relation.name().equals(relationship))
                      .findFirst()
                      .orElseThrow()
                      .target();
              targets.checkLocal(
                  new Place(draft.pointer(attribute)).member("data").member("lid"), lid, target);
            });
  }

  private Optional<WritableType> type(SentResource data) {
    var place = data.place().member("type").pointer();
    Collection<String> names = List.copyOf(types.keySet());
    switch (data.type()) {
      case Said.Nothing _ ->
          problems.add(
              WriteProblem.required(
                  place,
                  "The type is missing; it must be one of " + String.join(", ", names) + "."));
      case Said.Wrong _ -> {}
      case Said.Text(var named) when types.containsKey(named) -> {
        return Optional.ofNullable(types.get(named));
      }
      case Said.Text(var named) ->
          problems.add(
              WriteProblem.invalidBody(
                  place,
                  "No resources of the type "
                      + TextFaults.quote(named)
                      + " are written here."
                      + NearestName.offer(named, "The types are", names)));
    }
    return Optional.empty();
  }
}
