package rollcall.jsonapi.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rollcall.jsonapi.query.Problem;

/// What is wrong with a body so far, within the bound of what is told of each kind. One thread.
final class BodyProblems {
  private final List<Problem> all = new ArrayList<>();
  private final Map<String, Integer> ofKind = new HashMap<>();

  /// Takes note of `problem`.
  void add(Problem problem) {
    if (ofKind.merge(problem.code(), 1, Integer::sum) <= Problem.MOST_OF_A_KIND) {
      all.add(problem);
    }
  }

  /// All that were noted.
  List<Problem> all() {
    return all;
  }
}
