package rollcall.jsonapi.sql;

import rollcall.jsonapi.plan.Condition;
import rollcall.jsonapi.plan.Condition.Comparison;
import rollcall.jsonapi.plan.Evaluator;

/// Finds what a filter asks of the first key of an order although the place where a page begins
/// says more. PostgreSQL would begin to read an index at the filter's bound, and go over all that
/// lies between that and the page.
final class Implied {
  private Implied() {}

  /// `condition` without the bounds that every row of `segment` keeps anyway.
  static Condition without(Condition condition, Segment segment) {
    for (var restriction : segment.restrictions()) {
      if (restriction instanceof Restriction.Beyond beyond) {
        return without(condition, beyond);
      }
    }
    return condition;
  }

  private static Condition without(Condition condition, Restriction.Beyond beyond) {
    if (condition instanceof Condition.All(var parts)) {
      return new Condition.All(parts.stream().filter(part -> !isImplied(part, beyond)).toList());
    }
    return isImplied(condition, beyond) ? Condition.TRUE : condition;
  }

  /// In a descending order what lies beyond a value is less than any that is greater, or that value
  /// itself; in an ascending one the other way round.
  private static boolean isImplied(Condition part, Restriction.Beyond beyond) {
    if (!(part instanceof Condition.Compare(var field, var comparison, var bound))
        || !field.equals(beyond.fields().getFirst())) {
      return false;
    }
    var strict = beyond.descending() ? Comparison.LT : Comparison.GT;
    var loose = beyond.descending() ? Comparison.LE : Comparison.GE;
    var value = beyond.values().getFirst();
    return (comparison == strict && Evaluator.compares(value, strict, bound))
        || (comparison == loose && Evaluator.compares(value, loose, bound));
  }
}
