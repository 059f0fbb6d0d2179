package rollcall.jsonapi.document;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import rollcall.jsonapi.query.WriteProblem;
import rollcall.jsonapi.schema.ResourceType;

/// Finds which resource an operation changes: the one of its `ref`, of its `href`, or of its data.
/// One body, one thread.
final class OperationTargets {
  private static final Pattern HREF = Pattern.compile("/api/([a-z_]+)(?:/([^/?#]+))?");

  private final BodyProblems problems;
  private final Map<String, ResourceType> localIds;

  /// Tells `problems`; `localIds` holds the `lid`s of the operations so far.
  OperationTargets(BodyProblems problems, Map<String, ResourceType> localIds) {
    this.problems = problems;
    this.localIds = localIds;
  }

  /// The target of an update of a `type`.
  Optional<Operation.Target> of(SentOperation sent, SentResource data, ResourceType type) {
    var own = new SentIdentifier(data.place(), data.type(), data.id(), data.lid());
    if (sent.hasRef() && !sent.href().isAbsent()) {
      problems.add(
          WriteProblem.invalidBody(
              sent.place().member("href").pointer(), "Send either ref or href, not both."));
      return Optional.empty();
    }
    if (sent.hasRef()) {
      return sent.ref().flatMap(ref -> of(ref, type)).filter(target -> agrees(own, target, type));
    }
    return switch (sent.href()) {
      case Said.Text(var href) ->
          href(sent.place().member("href"), href, type).filter(target -> agrees(own, target, type));
      case Said.Wrong _ -> Optional.empty();
      case Said.Nothing _ -> of(own, type);
    };
  }

  /// An `href` of an add, if there is one, must be that of the list of `type`.
  void checkCollection(SentOperation sent, ResourceType type) {
    if (sent.href() instanceof Said.Text(var href) && !href.equals("/api/" + type.path())) {
      problems.add(
          WriteProblem.invalidBody(
              sent.place().member("href").pointer(),
              "To add a " + type.name() + ", href must be /api/" + type.path() + "."));
    }
  }

  private Optional<Operation.Target> href(Place place, String href, ResourceType type) {
    var parts = HREF.matcher(href);
    if (parts.matches() && parts.group(1).equals(type.path()) && parts.group(2) != null) {
      var id = IdentityCheck.uuid(parts.group(2));
      if (id.isPresent()) {
        return id.map(Operation.Target.Known::new);
      }
    }
    problems.add(
        WriteProblem.invalidBody(
            place.pointer(),
            "To update a " + type.name() + ", href must be /api/" + type.path() + "/<id>."));
    return Optional.empty();
  }

  private Optional<Operation.Target> of(SentIdentifier sent, ResourceType type) {
    if (!isOfType(sent, type)) {
      return Optional.empty();
    }
    if (!sent.id().isAbsent() && !sent.lid().isAbsent()) {
      problems.add(
          WriteProblem.invalidBody(
              sent.place().member("lid").pointer(), "Send either id or lid, not both."));
      return Optional.empty();
    }
    if (sent.lid() instanceof Said.Text(var lid)) {
      return checkLocal(sent.place().member("lid"), lid, type.name())
          ? Optional.of(new Operation.Target.Local(lid))
          : Optional.empty();
    }
    return known(sent);
  }

  private Optional<Operation.Target> known(SentIdentifier sent) {
    var place = sent.place().member("id").pointer();
    switch (sent.id()) {
      case Said.Nothing _ when sent.lid().isAbsent() ->
          problems.add(WriteProblem.required(place, "The id of what is to be changed is missing."));
      case Said.Nothing _, Said.Wrong _ -> {}
      case Said.Text(var text) -> {
        var id = IdentityCheck.uuid(text);
        if (id.isEmpty()) {
          problems.add(WriteProblem.invalidBody(place, "The id must be a UUID."));
        }
        return id.map(Operation.Target.Known::new);
      }
    }
    return Optional.empty();
  }

  private boolean isOfType(SentIdentifier sent, ResourceType type) {
    if (sent.type() instanceof Said.Text(var named) && named.equals(type.name())) {
      return true;
    }
    if (!(sent.type() instanceof Said.Wrong)) {
      problems.add(
          WriteProblem.typeConflict(
              sent.place().member("type").pointer(),
              "The type must be " + type.name() + ", as in data."));
    }
    return false;
  }

  /// Whether the data names the same resource as the `target` of ref or href, if it names any.
  private boolean agrees(SentIdentifier own, Operation.Target target, ResourceType type) {
    if (own.id().isAbsent() && own.lid().isAbsent()) {
      return true;
    }
    var said = of(own, type);
    if (said.isPresent() && !said.get().equals(target)) {
      problems.add(
          WriteProblem.idConflict(
              own.place().member(own.id().isAbsent() ? "lid" : "id").pointer(),
              "The data is of another resource than ref or href names."));
    }
    return said.filter(target::equals).isPresent();
  }

  /// Whether an earlier operation makes a resource of the type of that name and calls it `lid`.
  boolean checkLocal(Place place, String lid, String type) {
    var known = localIds.get(lid);
    if (known != null && known.name().equals(type)) {
      return true;
    }
    problems.add(
        WriteProblem.invalidBody(
            place.pointer(),
            "No earlier operation adds a "
                + type
                + " with the lid "
                + TextFaults.quote(lid)
                + "."));
    return false;
  }
}
