package rollcall.jsonapi.sql;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import rollcall.jsonapi.plan.Condition;
import rollcall.jsonapi.plan.Condition.Comparison;
import rollcall.jsonapi.plan.OrderKey;
import rollcall.jsonapi.plan.PlanBuilder;
import rollcall.jsonapi.plan.ReadPlan;
import rollcall.jsonapi.schema.Attribute;

/// The index that a written number, such as a caller's, has in every table: behind the tenant the
/// number and the keys of the default order.
final class NumberIndex {
  /// The most ids that are collected; behind more of them no page is found at once anyhow.
  private static final long MOST_IDS = 10_000;

  private NumberIndex() {}

  /// Whether it holds all that the list asks for but the row itself, though not in the order of the
  /// list: then the first rows are found in it alone, which takes a hundredth of what it takes to
  /// look at each row that fits.
  static boolean holdsAll(ReadPlan plan) {
    var page = plan.page();
    if (page.isEmpty() || page.get().offset().orElse(0) > MOST_IDS) {
      return false;
    }
    var keys = PlanBuilder.byDefault(plan.projection().type()).stream().map(OrderKey::field);
    var order = plan.order().stream().map(OrderKey::field).toList();
    if (!order.equals(keys.toList())) {
      return false;
    }
    var fields = new HashSet<Attribute>();
    if (!collect(List.of(plan.condition()), fields)) {
      return false;
    }
    fields.removeAll(Set.copyOf(order));
    return fields.size() == 1
        && fields.stream().allMatch(field -> field.type().isWritten())
        && !isOneNumber(plan.condition());
  }

  /// Whether the index has the rows in the order of the list, so that they need no other search.
  private static boolean isOneNumber(Condition condition) {
    return switch (condition) {
      case Condition.All(var parts) -> parts.stream().anyMatch(NumberIndex::isOneNumber);
      case Condition.Compare(var field, var comparison, _) ->
          comparison == Comparison.EQ && field.type().isWritten();
      default -> false;
    };
  }

  /// Adds the fields of `conditions`, and says whether all of them are of the row itself.
  private static boolean collect(List<Condition> conditions, Set<Attribute> fields) {
    var all = true;
    for (var condition : conditions) {
      all &=
          switch (condition) {
            case Condition.All(var parts) -> collect(parts, fields);
            case Condition.Any(var parts) -> collect(parts, fields);
            case Condition.Not(var part) -> collect(List.of(part), fields);
            case Condition.Compare(var field, _, _) -> add(field, fields);
            case Condition.In(var field, _, _) -> add(field, fields);
            case Condition.IsNull(var field) -> add(field, fields);
            case Condition.Distinct(var field, _) -> add(field, fields);
            case Condition.Match(var field, _, _) -> add(field, fields);
            case Condition.Written(var field, _, _, _) -> add(field, fields);
            case Condition.Unknown _ -> true;
            case Condition.Related _, Condition.Exists _ -> false;
          };
    }
    return all;
  }

  private static boolean add(Attribute field, Set<Attribute> fields) {
    fields.add(field);
    return true;
  }
}
