package rollcall.jsonapi.plan;

import java.util.List;
import java.util.function.Function;
import rollcall.jsonapi.plan.Condition.All;
import rollcall.jsonapi.plan.Condition.Any;
import rollcall.jsonapi.plan.Condition.Compare;
import rollcall.jsonapi.plan.Condition.Distinct;
import rollcall.jsonapi.plan.Condition.Exists;
import rollcall.jsonapi.plan.Condition.In;
import rollcall.jsonapi.plan.Condition.IsNull;
import rollcall.jsonapi.plan.Condition.Match;
import rollcall.jsonapi.plan.Condition.Not;
import rollcall.jsonapi.plan.Condition.Related;
import rollcall.jsonapi.plan.Condition.Unknown;
import rollcall.jsonapi.plan.Condition.Written;

/// Puts what is meant in the place of what was written, wherever in a condition that stands.
public final class Meanings {
  private Meanings() {}

  /// Whether anything in `condition` is [Written].
  public static boolean areOpen(Condition condition) {
    return switch (condition) {
      case Written _ -> true;
      case All(var parts) -> parts.stream().anyMatch(Meanings::areOpen);
      case Any(var parts) -> parts.stream().anyMatch(Meanings::areOpen);
      case Not(var part) -> areOpen(part);
      case Related related -> areOpen(related.part());
      case Exists exists -> areOpen(exists.part());
      case Unknown _, Compare _, In _, IsNull _, Distinct _, Match _ -> false;
    };
  }

  /// The same condition, with what `meaning` makes of it for each that is [Written].
  public static Condition replaced(Condition condition, Function<Written, Condition> meaning) {
    return switch (condition) {
      case Written written -> meaning.apply(written);
      case All(var parts) -> new All(replaced(parts, meaning));
      case Any(var parts) -> new Any(replaced(parts, meaning));
      case Not(var part) -> new Not(replaced(part, meaning));
      case Related(var relationship, var target, var part) ->
          new Related(relationship, target, replaced(part, meaning));
      case Exists(var relationship, var target, var part) ->
          new Exists(relationship, target, replaced(part, meaning));
      case Unknown _, Compare _, In _, IsNull _, Distinct _, Match _ -> condition;
    };
  }

  private static List<Condition> replaced(
      List<Condition> parts, Function<Written, Condition> meaning) {
    return parts.stream().map(part -> replaced(part, meaning)).toList();
  }
}
