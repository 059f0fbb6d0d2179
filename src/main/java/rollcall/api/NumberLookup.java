package rollcall.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import rollcall.database.Session;
import rollcall.jsonapi.plan.Condition;
import rollcall.jsonapi.plan.Meanings;
import rollcall.jsonapi.plan.ReadPlan;
import rollcall.jsonapi.schema.Notation;
import rollcall.numbers.NumberDirectory;
import rollcall.organisations.DefaultCountry;

/// Reads the numbers that a filter looks for as its organisation writes them, and finds in the
/// directory which they are, so that an index leads to their calls and the planner knows how many
/// those are. One thread, one plan.
final class NumberLookup {
  /// False of every text, unknown of null.
  private static final String BEFORE_ALL = "";

  private final Session session;
  private final UUID organisation;
  private final Optional<String> country;
  private final Map<List<Notation.Part>, Optional<List<String>>> found = new HashMap<>();

  private NumberLookup(Session session, UUID organisation) {
    this.session = session;
    this.organisation = organisation;
    this.country = DefaultCountry.of(session, organisation);
  }

  /// The plan, with what is meant in the place of what was written. Of one moment with what is read
  /// by it, if `session` reads a snapshot.
  static ReadPlan in(Session session, ReadPlan plan) {
    if (!Meanings.areOpen(plan.condition())) {
      return plan;
    }
    var lookup = new NumberLookup(session, plan.scope().organisationId());
    return plan.with(Meanings.replaced(plan.condition(), lookup::meaning));
  }

  /// The condition that a number is one of those that are found; where they are too many to list,
  /// that it has the parts itself: then the next call that has them is never far.
  private Condition meaning(Condition.Written written) {
    var field = written.field();
    var parts = written.notation().parts(written.written(), country);
    var numbers =
        found.computeIfAbsent(parts, wanted -> NumberDirectory.find(session, organisation, wanted));
    if (numbers.isEmpty()) {
      return new Condition.Written(field, written.notation(), written.written(), parts);
    }
    return numbers.get().isEmpty()
        ? new Condition.Compare(field, Condition.Comparison.LT, BEFORE_ALL)
        : new Condition.In(field, List.copyOf(numbers.get()), false);
  }
}
