package rollcall.jsonapi.plan;

import java.util.ArrayList;
import java.util.List;
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

  /// A builder over `registry`, within `limits`.
  public PlanBuilder(SchemaRegistry registry, QueryLimits limits) {
    this.registry = registry;
    this.limits = limits;
  }

  /// The plan of a list of `type` for `scope`, or everything wrong with what was read and with the
  /// values of its filter.
  public Parsed<ReadPlan> list(Reading reading, ResourceType type, Scope scope) {
    var conditions = new ConditionBuilder(registry, limits);
    var condition = conditions.build(reading.query().filter());
    var problems = new ArrayList<>(reading.problems());
    problems.addAll(conditions.problems());
    return Parsed.of(plan(reading.query(), type, scope, condition), problems);
  }

  /// The plan of the one `type` with that id, if `scope` holds it.
  public Parsed<ReadPlan> one(Reading reading, ResourceType type, Scope scope, String id) {
    var problems = new ArrayList<>(reading.problems());
    var condition =
        switch (ConstantReader.read(id, ResourceType.ID.type())) {
          case Constant.Value(var uuid) ->
              new Condition.Compare(ResourceType.ID, Condition.Comparison.EQ, uuid);
          case Constant.Null _ -> {
            problems.add(Problem.invalidId("The id is empty."));
            yield Condition.FALSE;
          }
          case Constant.Invalid(var expected) -> {
            problems.add(Problem.invalidId("The id must be " + expected + "."));
            yield Condition.FALSE;
          }
        };
    return Parsed.of(plan(reading.query(), type, scope, condition), problems);
  }

  private ReadPlan plan(Query query, ResourceType type, Scope scope, Condition condition) {
    var includes =
        query.includes().stream()
            .map(
                relationship ->
                    new Include(relationship, projection(query, registry.target(relationship))))
            .toList();
    return new ReadPlan(
        scope, projection(query, type), condition, order(query.sort(), type), includes);
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
