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
    var parts = condition instanceof Condition.All(var all) ? all : List.of(condition);
    for (var at = 0; at < parts.size(); at++) {
      var choices = parts.get(at) instanceof Condition.Any(var any) ? any : List.of(parts.get(at));
      if (isFewNumbers(choices)) {
        var others = new ArrayList<>(parts);
        others.remove(at);
        return branches(choices, others);
      }
    }
    return List.of(condition);
  }

  private static boolean isFewNumbers(List<Condition> choices) {
    var count = 0;
    for (var choice : choices) {
      if (!(choice instanceof Condition.In(var field, var constants, var nullListed))
          || nullListed
          || field.nullable()
          || !field.type().isWritten()) {
        return false;
      }
      count += constants.size();
    }
    return count > 0 && count <= MOST;
  }

  private static List<Condition> branches(List<Condition> choices, List<Condition> others) {
    var branches = new ArrayList<Condition>();
    var before = new ArrayList<Condition>();
    for (var choice : choices) {
      if (choice instanceof Condition.In(var field, var constants, _)) {
        for (var constant : constants.stream().distinct().toList()) {
          var all = new ArrayList<Condition>();
          all.add(new Condition.Compare(field, Condition.Comparison.EQ, constant));
          all.addAll(before);
          all.addAll(others);
          branches.add(new Condition.All(all));
        }
        before.add(new Condition.Not(choice));
      }
    }
    return branches;
  }
}
