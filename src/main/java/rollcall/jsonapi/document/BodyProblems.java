package rollcall.jsonapi.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import rollcall.jsonapi.query.Problem;

/// What is wrong with a body so far, within the bound of what is told of each kind. One thread.
final class BodyProblems {
  private final List<Problem> all = new ArrayList<>();
  private final Map<String, Integer> ofKind = new HashMap<>();
  private int unknown;

  /// Takes note of `problem`.
  void add(Problem problem) {
    if (ofKind.merge(problem.code(), 1, Integer::sum) <= Problem.MOST_OF_A_KIND) {
      all.add(problem);
    }
  }

  /// Takes note of a name that is not known. Its problem, which offers better ones, is only made
  /// while there is room for it: a body may have very many names.
  void addUnknown(Supplier<Problem> problem) {
    if (unknown++ < Problem.MOST_OF_A_KIND) {
      add(problem.get());
    }
  }

  /// All that were noted.
  List<Problem> all() {
    return all;
  }
}
