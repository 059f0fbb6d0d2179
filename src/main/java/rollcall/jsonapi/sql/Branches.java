package rollcall.jsonapi.sql;

import java.util.ArrayList;
import java.util.List;
import rollcall.jsonapi.plan.Condition;

/// A condition that asks for one of a few numbers, as several conditions that each ask for one
/// number in one field, and of which no row fulfils two: an index then leads through the rows of
/// each in their order, so that the first few of all are found without looking at the others,
/// however many there are and however they are spread.
final class Branches {
  /// The most that a statement has; each takes the planner its time.
  static final int MOST = 16;

  private Branches() {}

  /// Those of `condition`, or itself.
  static List<Condition> of(Condition condition) {
    return NumberChoice.all(condition).stream()
        .filter(choice -> choice.size() > 0 && choice.size() <= MOST)
        .findFirst()
        .map(Branches::of)
        .orElse(List.of(condition));
  }

  private static List<Condition> of(NumberChoice choice) {
    var branches = new ArrayList<Condition>();
    var before = new ArrayList<Condition>();
    for (var list : choice.lists()) {
      for (var number : list.constants()) {
        var all = new ArrayList<Condition>();
        all.add(new Condition.Compare(list.field(), Condition.Comparison.EQ, number));
        all.addAll(before);
        all.addAll(choice.others());
        branches.add(new Condition.All(all));
      }
      before.add(new Condition.Not(list));
    }
    return branches;
  }
}
