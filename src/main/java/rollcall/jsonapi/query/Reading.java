package rollcall.jsonapi.query;

import java.util.List;

/// What a query string says as far as it can be read, and everything wrong with it. The query may
/// only be run where nothing is wrong; with problems, it serves to find further ones.
public record Reading(Query query, List<Problem> problems) {
  /// Copies `problems`.
  public Reading {
    problems = List.copyOf(problems);
  }
}
