package rollcall.jsonapi.plan;

import java.util.List;
import java.util.Optional;

/// A read that can be run: whose rows (`scope`, without which no plan can be built), what is shown
/// of them, which, in what order (a total one, since it ends with the id), what comes along, and
/// which part of the list, all of it where there is no `page`.
public record ReadPlan(
    Scope scope,
    Projection projection,
    Condition condition,
    List<OrderKey> order,
    List<Include> includes,
    Optional<Page> page) {
  /// Copies its lists.
  public ReadPlan {
    order = List.copyOf(order);
    includes = List.copyOf(includes);
  }

  /// The same of the rows of which `other` is true.
  public ReadPlan with(Condition other) {
    return new ReadPlan(scope, projection, other, order, includes, page);
  }

  /// A plan of the whole list.
  public ReadPlan(
      Scope scope,
      Projection projection,
      Condition condition,
      List<OrderKey> order,
      List<Include> includes) {
    this(scope, projection, condition, order, includes, Optional.empty());
  }

  /// The same of a part of the list.
  public ReadPlan with(Page part) {
    return new ReadPlan(scope, projection, condition, order, includes, Optional.of(part));
  }
}
