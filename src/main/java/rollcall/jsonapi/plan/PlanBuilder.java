package rollcall.jsonapi.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import rollcall.jsonapi.query.PageRequest;
import rollcall.jsonapi.query.Parsed;
import rollcall.jsonapi.query.Problem;
import rollcall.jsonapi.query.Query;
import rollcall.jsonapi.query.QueryLimits;
import rollcall.jsonapi.query.Reading;
import rollcall.jsonapi.query.SortKey;
import rollcall.jsonapi.schema.DefaultOrder;
import rollcall.jsonapi.schema.ResourceType;
import rollcall.jsonapi.schema.SchemaRegistry;

/// Resolves queries to plans. Immutable, so thread-safe.
public final class PlanBuilder {
  private final SchemaRegistry registry;
  private final QueryLimits limits;
  private final Cursors cursors;

  /// A builder over `registry`, within `limits`, which knows those `cursors`.
  public PlanBuilder(SchemaRegistry registry, QueryLimits limits, Cursors cursors) {
    this.registry = registry;
    this.limits = limits;
    this.cursors = cursors;
  }

  /// The plan of a list of `type` for `scope`, or everything wrong with what was read, with the
  /// values of its filter and with its cursor.
  public Parsed<ReadPlan> list(Reading reading, ResourceType type, Scope scope) {
    var conditions = new ConditionBuilder(registry, limits);
    var condition = conditions.build(reading.query().filter());
    var problems = new ArrayList<>(reading.problems());
    problems.addAll(conditions.problems());
    var plan = plan(reading.query(), type, scope, condition, order(reading.query().sort(), type));
    // A cursor belongs to a list, and what is wrong with the rest leaves open to which.
    if (!problems.isEmpty() || reading.query().page().isEmpty()) {
      return Parsed.of(plan, problems);
    }
    return page(reading.query().page().get(), plan)
        .flatMap(page -> new Parsed.Ok<>(plan.with(page)));
  }

  private Parsed<Page> page(PageRequest request, ReadPlan plan) {
    var backwards = request.before().isPresent();
    var text = backwards ? request.before() : request.after();
    if (text.isEmpty()) {
      return new Parsed.Ok<>(
          new Page(request.limit(), request.offset(), Optional.empty(), request.counted()));
    }
    var name = backwards ? "before" : "after";
    var boundary = cursors.of(plan).read(text.get(), backwards);
    return boundary.isEmpty()
        ? Parsed.invalid(
            Problem.invalidCursor(
                name,
                "page["
                    + name
                    + "] is no cursor of this list. A cursor is taken as it is from a link of an"
                    + " earlier page, with the same filter and sort; begin again without it."))
        : new Parsed.Ok<>(
            new Page(request.limit(), OptionalLong.empty(), boundary, request.counted()));
  }

  /// The plan of the one `type` with that id, if `scope` holds it.
  public Parsed<ReadPlan> one(Reading reading, ResourceType type, Scope scope, String id) {
    var problems = new ArrayList<>(reading.problems());
    var condition =
        switch (id(id)) {
          case Parsed.Ok<UUID>(var uuid) -> is(uuid);
          case Parsed.Invalid<UUID>(var wrong) -> {
            problems.addAll(wrong);
            yield Condition.FALSE;
          }
        };
    return Parsed.of(oneOf(reading.query(), type, scope, condition), problems);
  }

  /// The plan of the one `type` with that id, as it is shown to a request in which nothing is
  /// wrong.
  public ReadPlan one(Query query, ResourceType type, Scope scope, UUID id) {
    return oneOf(query, type, scope, is(id));
  }

  /// The plan of those of `type` that have one of `ids`, as they are shown unless told otherwise.
  public ReadPlan some(ResourceType type, Scope scope, List<UUID> ids) {
    var condition = new Condition.In(ResourceType.ID, List.copyOf(ids), false);
    return plan(Query.OF_ALL, type, scope, condition, byDefault(type));
  }

  /// The identifier that `text`, a part of a path, stands for.
  public static Parsed<UUID> id(String text) {
    return switch (ConstantReader.read(text, ResourceType.ID.type())) {
      case Constant.Value(UUID uuid) -> new Parsed.Ok<>(uuid);
      case Constant.Value(var other) -> throw new IllegalStateException("no UUID: " + other);
      case Constant.Null _ -> Parsed.invalid(Problem.invalidId("The id is empty."));
      case Constant.Invalid(var expected) ->
          Parsed.invalid(Problem.invalidId("The id must be " + expected + "."));
    };
  }

  private static Condition is(UUID id) {
    return new Condition.Compare(ResourceType.ID, Condition.Comparison.EQ, id);
  }

  /// Of at most one row, so that no other index than that of the id could serve its order.
  private ReadPlan oneOf(Query query, ResourceType type, Scope scope, Condition condition) {
    return plan(query, type, scope, condition, List.of(tieBreak(false)));
  }

  private ReadPlan plan(
      Query query, ResourceType type, Scope scope, Condition condition, List<OrderKey> order) {
    var includes =
        query.includes().stream()
            .map(
                relationship ->
                    new Include(relationship, projection(query, registry.target(relationship))))
            .toList();
    return new ReadPlan(scope, projection(query, type), condition, order, includes);
  }

  private static Projection projection(Query query, ResourceType type) {
    return new Projection(type, query.fieldsets().of(type));
  }

  private static List<OrderKey> order(List<SortKey> sort, ResourceType type) {
    if (sort.isEmpty()) {
      return byDefault(type);
    }
    var order = new ArrayList<OrderKey>();
    for (var key : sort) {
      order.add(new OrderKey(key.field(), key.descending(), key.nullsFirst()));
      if (key.field().equals(ResourceType.ID)) {
        return order; // unique, so nothing after it can matter
      }
    }
    order.add(tieBreak(sort.getFirst().descending()));
    return order;
  }

  /// The order of a list of `type` that nobody asked to be in any other.
  public static List<OrderKey> byDefault(ResourceType type) {
    DefaultOrder order = type.defaultOrder();
    var field = type.field(order.attribute()).orElseThrow();
    var key = new OrderKey(field, order.descending(), order.descending());
    return field.equals(ResourceType.ID)
        ? List.of(key)
        : List.of(key, tieBreak(order.descending()));
  }

  /// Ties are broken in the direction of the first key, so that one index serves both.
  private static OrderKey tieBreak(boolean descending) {
    return new OrderKey(ResourceType.ID, descending, descending);
  }
}
