package rollcall.jsonapi.sql;

import java.util.ArrayList;
import java.util.List;
import rollcall.jsonapi.plan.Condition;

/// A condition that asks for one of some numbers, in one field or in any of several: `lists` says
/// which in which field, and `others` what else is asked for.
record NumberChoice(List<Condition.In> lists, List<Condition> others) {
  /// The ways in which `condition` does so: for each such part of it one.
  static List<NumberChoice> all(Condition condition) {
    var found = new ArrayList<NumberChoice>();
    var parts = condition instanceof Condition.All(var all) ? all : List.of(condition);
    for (var at = 0; at < parts.size(); at++) {
      var choices = parts.get(at) instanceof Condition.Any(var any) ? any : List.of(parts.get(at));
      var lists = lists(choices);
      if (!lists.isEmpty()) {
        var others = new ArrayList<>(parts);
        others.remove(at);
        found.add(new NumberChoice(lists, others));
      }
    }
    return found;
  }

  /// The lists of numbers that `choices` are; none where one is something else.
  private static List<Condition.In> lists(List<Condition> choices) {
    var lists = new ArrayList<Condition.In>();
    for (var choice : choices) {
      if (!(choice instanceof Condition.In list)
          || list.nullListed()
          || list.field().nullable()
          || !list.field().type().isWritten()) {
        return List.of();
      }
      lists.add(
          new Condition.In(list.field(), list.constants().stream().distinct().toList(), false));
    }
    return lists;
  }

  /// How many numbers there are, each counted once for each field.
  int size() {
    return lists.stream().mapToInt(list -> list.constants().size()).sum();
  }
}
