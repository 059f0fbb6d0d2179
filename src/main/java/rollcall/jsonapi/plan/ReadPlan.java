package rollcall.jsonapi.plan;

import java.util.List;

/// A read that can be run: whose rows (`scope`, without which no plan can be built), what is shown
/// of them, which, in what order (a total one, since it ends with the id), and what comes along.
public record ReadPlan(
    Scope scope,
    Projection projection,
    Condition condition,
    List<OrderKey> order,
    List<Include> includes) {
  /// Copies its lists.
  public ReadPlan {
    order = List.copyOf(order);
    includes = List.copyOf(includes);
  }

  /// The same of the rows of which `other` is true.
  public ReadPlan with(Condition other) {
    return new ReadPlan(scope, projection, other, order, includes);
  }
}
