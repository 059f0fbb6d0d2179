package rollcall.api;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import rollcall.database.Session;
import rollcall.jsonapi.document.Operation;
import rollcall.jsonapi.query.Parsed;
import rollcall.jsonapi.query.Problem;
import rollcall.jsonapi.query.WriteProblem;
import rollcall.jsonapi.schema.Outcome;
import rollcall.jsonapi.schema.Precondition;
import rollcall.jsonapi.schema.ResourceType;
import rollcall.organisations.OrganisationId;

/// Runs the operations of one request in their order, up to the first that fails; neighbours that
/// add resources of one type go to the database together. One transaction, one thread.
final class OperationRun {
  private final Session session;
  private final OrganisationId organisation;
  private final Map<ResourceType, Recording> recordings;
  private final Map<String, UUID> localIds = new HashMap<>();
  private final List<UUID> written = new ArrayList<>();

  OperationRun(
      Session session, OrganisationId organisation, Map<ResourceType, Recording> recordings) {
    this.session = session;
    this.organisation = organisation;
    this.recordings = recordings;
  }

  /// The ids of what each of `operations` wrote, or what is wrong with the first that failed.
  Parsed<List<UUID>> run(List<Operation> operations) {
    while (written.size() < operations.size()) {
      var failed =
          switch (operations.get(written.size())) {
            case Operation.Add first -> add(neighbours(first, operations));
            case Operation.Update update -> update(update);
          };
      if (!failed.isEmpty()) {
        return new Parsed.Invalid<>(failed);
      }
    }
    return new Parsed.Ok<>(written);
  }

  /// The additions from `first` on that need nothing of each other.
  private List<Operation.Add> neighbours(Operation.Add first, List<Operation> operations) {
    var neighbours = new ArrayList<Operation.Add>();
    for (var operation : operations.subList(written.size(), operations.size())) {
      if (!(operation instanceof Operation.Add add)
          || !add.type().equals(first.type())
          || !localIds.keySet().containsAll(add.sent().localIds().values())) {
        break;
      }
      neighbours.add(add);
    }
    return neighbours;
  }

  private List<Problem> add(List<Operation.Add> additions) {
    var drafts = additions.stream().map(add -> add.sent().resolved(localIds)).toList();
    var outcomes = recording(additions.getFirst()).creation().create(session, organisation, drafts);
    for (int i = 0; i < additions.size(); i++) {
      var add = additions.get(i);
      switch (added(outcomes.get(i), add)) {
        case Parsed.Invalid<UUID>(var problems) -> {
          return placed(problems);
        }
        case Parsed.Ok<UUID>(var id) -> {
          add.localId().ifPresent(lid -> localIds.put(lid, id));
          written.add(id);
        }
      }
    }
    return List.of();
  }

  /// What this request made before goes when it fails, so its id is of no use to anyone.
  private Parsed<UUID> added(Outcome outcome, Operation.Add add) {
    return outcome instanceof Outcome.Exists(var id) && written.contains(id)
        ? Parsed.invalid(
            WriteProblem.conflict("An earlier operation makes the same " + add.type().name() + "."))
        : Outcomes.written(outcome, add.sent(), "");
  }

  private List<Problem> update(Operation.Update update) {
    var id = id(update.target());
    var changes = update.sent().resolved(localIds);
    var outcome =
        recording(update).change().amend(session, organisation, id, changes, Precondition.NONE);
    var problems = placed(Outcomes.written(outcome, update.sent(), id.toString()).problems());
    written.add(id);
    return problems;
  }

  private UUID id(Operation.Target target) {
    return switch (target) {
      case Operation.Target.Known(var id) -> id;
      case Operation.Target.Local(var lid) -> Optional.ofNullable(localIds.get(lid)).orElseThrow();
    };
  }

  private Recording recording(Operation operation) {
    return Optional.ofNullable(recordings.get(operation.type())).orElseThrow();
  }

  /// The problems of the operation that is due, each with a pointer into it at least.
  private List<Problem> placed(List<Problem> problems) {
    var place = "/atomic:operations/" + written.size();
    return problems.stream()
        .map(problem -> problem.source().isPresent() ? problem : problem.at(place))
        .toList();
  }
}
