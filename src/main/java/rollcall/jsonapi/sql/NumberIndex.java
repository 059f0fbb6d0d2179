package rollcall.jsonapi.sql;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import rollcall.jsonapi.plan.Condition;
import rollcall.jsonapi.plan.Condition.Comparison;
import rollcall.jsonapi.plan.OrderKey;
import rollcall.jsonapi.plan.Page;
import rollcall.jsonapi.plan.PlanBuilder;
import rollcall.jsonapi.plan.ReadPlan;
import rollcall.jsonapi.schema.Attribute;

/// The index that a written number, such as a caller's, has in every table: behind the tenant the
/// number and the keys of the default order.
final class NumberIndex {
  /// The most ids that are collected; behind more of them no page is found at once anyhow.
  private static final long MOST_IDS = 10_000;

  /// How many rows of the tenant are looked at before the index is: among so many are those of a
  /// page, where one in twenty has one of the numbers.
  static final long NEAR_ROWS = 2_000;

  private NumberIndex() {}

  /// Whether it holds all that the list asks for but the row itself, though not in the order of the
  /// list: then the first rows are found in it alone, which takes a hundredth of what it takes to
  /// look at each row that fits.
  static boolean holdsAll(ReadPlan plan) {
    return isInItsOrder(plan)
        && further(List.of(plan.condition()), plan).filter(NumberIndex::isNumber).isPresent()
        && !isOneNumber(plan.condition());
  }

  /// The numbers that the list asks for, where it asks besides for nothing but what the index
  /// holds: the first rows of each number are then found in it alone, and of these the first. Of a
  /// page that ends beyond [#NEAR_ROWS] each number would have too many.
  static Optional<NumberChoice> choice(ReadPlan plan) {
    return isInItsOrder(plan) && end(plan.page().orElseThrow()) <= NEAR_ROWS
        ? NumberChoice.all(plan.condition()).stream()
            .filter(choice -> further(choice.others(), plan).filter(Set::isEmpty).isPresent())
            .findFirst()
        : Optional.empty();
  }

  /// Whether the list is a page in the order that the index has behind a number.
  private static boolean isInItsOrder(ReadPlan plan) {
    var page = plan.page();
    var keys = PlanBuilder.byDefault(plan.projection().type()).stream().map(OrderKey::field);
    return page.isPresent()
        && page.get().offset().orElse(0) <= MOST_IDS
        && fields(plan).equals(keys.toList());
  }

  private static long end(Page page) {
    return page.offset().orElse(0) + page.limit();
  }

  private static List<Attribute> fields(ReadPlan plan) {
    return plan.order().stream().map(OrderKey::field).toList();
  }

  /// The fields of `conditions` beside those of the order; nothing where one is not of the row.
  private static Optional<Set<Attribute>> further(List<Condition> conditions, ReadPlan plan) {
    var fields = new HashSet<Attribute>();
    if (!collect(conditions, fields)) {
      return Optional.empty();
    }
    fields(plan).forEach(fields::remove);
    return Optional.of(fields);
  }

  private static boolean isNumber(Set<Attribute> fields) {
    return fields.size() == 1 && fields.stream().allMatch(field -> field.type().isWritten());
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
