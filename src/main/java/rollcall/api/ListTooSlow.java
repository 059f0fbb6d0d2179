package rollcall.api;

import java.util.LinkedHashSet;
import java.util.Set;
import rollcall.calls.CallIndexes;
import rollcall.calls.Calls;
import rollcall.database.StatementTimeout;
import rollcall.jsonapi.plan.Condition;
import rollcall.jsonapi.plan.ReadPlan;

/// The database took too long over a list, and what would make it faster.
final class ListTooSlow extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final String TOO_LONG = "The database took too long over this list. ";

  private final String advice;

  ListTooSlow(ReadPlan plan, StatementTimeout cause) {
    super("reading a list", cause);
    this.advice = TOO_LONG + advice(plan);
  }

  /// A sentence or two for whoever asked for the list.
  String advice() {
    return advice;
  }

  private static String advice(ReadPlan plan) {
    if (!plan.projection().type().equals(Calls.TYPE)) {
      return "Narrow its filter, or sort it by id.";
    }
    var first = plan.order().getFirst().field();
    if (!CallIndexes.isAlways(first)) {
      return "It is sorted by "
          + first.name()
          + ": narrow its filter, such as to a range of started_at, or have the operator add an"
          + " index, if there is none: ./rollcall index add "
          + first.name();
    }
    var fields = new LinkedHashSet<String>();
    collect(plan.condition(), fields);
    return fields.isEmpty()
        ? "Narrow its filter, such as to a range of started_at, or ask for a page."
        : "Narrow its filter, such as to a range of started_at, or have the operator add an index,"
            + " if there is none: ./rollcall index add "
            + fields.getFirst()
            + " --newest-first";
  }

  /// The fields whose values are asked for, of which an index could be made.
  private static void collect(Condition condition, Set<String> fields) {
    switch (condition) {
      case Condition.All(var parts) -> parts.forEach(part -> collect(part, fields));
      case Condition.Any(var parts) -> parts.forEach(part -> collect(part, fields));
      case Condition.Compare compare when !CallIndexes.isAlways(compare.field()) ->
          fields.add(compare.field().name());
      case Condition.In in when !CallIndexes.isAlways(in.field()) -> fields.add(in.field().name());
      case Condition.IsNull(var field) when !CallIndexes.isAlways(field) ->
          fields.add(field.name());
      default -> {}
    }
  }
}
