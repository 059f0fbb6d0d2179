package rollcall.jsonapi.plan;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rollcall.jsonapi.plan.Condition.Comparison;
import rollcall.jsonapi.plan.Condition.MatchKind;
import rollcall.jsonapi.query.Filter;
import rollcall.jsonapi.query.Operator;
import rollcall.jsonapi.query.Parameter;
import rollcall.jsonapi.query.Problem;
import rollcall.jsonapi.query.QueryLimits;
import rollcall.jsonapi.schema.Attribute;
import rollcall.jsonapi.schema.Relationship;
import rollcall.jsonapi.schema.ResourceType;
import rollcall.jsonapi.schema.SchemaRegistry;
import rollcall.jsonapi.schema.ValueType;

/// Types a [Filter]: every value becomes a constant of its field's type, or a problem. One thread,
/// one filter.
final class ConditionBuilder {
  private final SchemaRegistry registry;
  private final QueryLimits limits;
  private final List<Problem> problems = new ArrayList<>();

  ConditionBuilder(SchemaRegistry registry, QueryLimits limits) {
    this.registry = registry;
    this.limits = limits;
  }

  /// What was wrong so far.
  List<Problem> problems() {
    return problems;
  }

  /// The condition that `filter` states.
  Condition build(Filter filter) {
    return switch (filter) {
      case Filter.All(var parts) -> new Condition.All(parts.stream().map(this::build).toList());
      case Filter.Any(var parts) -> new Condition.Any(parts.stream().map(this::build).toList());
      case Filter.Not(var part) -> new Condition.Not(build(part));
      case Filter.Related(var relationship, var part) -> related(relationship, part);
      case Filter.Comparison comparison -> comparison(comparison);
    };
  }

  private Condition related(Relationship relationship, Filter part) {
    var target = registry.target(relationship);
    return switch (relationship) {
      case Relationship.HasOne one -> new Condition.Exists(one, target, build(part));
      case Relationship.BelongsTo belongs -> {
        var own = ownKey(belongs, part);
        yield own.isPresent()
            ? build(own.get())
            : new Condition.Related(belongs, target, build(part));
      }
    };
  }

  /// A related row that is asked for nothing but its id need not be read: the row itself holds that
  /// id, and a foreign key vouches for it.
  private static Optional<Filter> ownKey(Relationship.BelongsTo relationship, Filter part) {
    var key = Attribute.nullable(relationship.column(), new ValueType.Uuid(), relationship.name());
    return withKey(part, key);
  }

  private static Optional<Filter> withKey(Filter part, Attribute key) {
    return switch (part) {
      case Filter.Comparison(var field, var operator, var value, var parameter) ->
          field.equals(ResourceType.ID)
              ? Optional.of(new Filter.Comparison(key, operator, value, parameter))
              : Optional.empty();
      case Filter.All(var parts) -> allWithKey(parts, key).map(Filter.All::new);
      case Filter.Any(var parts) -> allWithKey(parts, key).map(Filter.Any::new);
      case Filter.Not(var negated) -> withKey(negated, key).map(Filter.Not::new);
      case Filter.Related _ -> Optional.empty();
    };
  }

  private static Optional<List<Filter>> allWithKey(List<Filter> parts, Attribute key) {
    var keyed = parts.stream().flatMap(part -> withKey(part, key).stream()).toList();
    return keyed.size() == parts.size() ? Optional.of(keyed) : Optional.empty();
  }

  private Condition comparison(Filter.Comparison comparison) {
    return switch (comparison.operator()) {
      case EQ -> compare(comparison, Comparison.EQ);
      case NOT_EQ -> compare(comparison, Comparison.NE);
      case GT -> compare(comparison, Comparison.GT);
      case GTE -> compare(comparison, Comparison.GE);
      case LT -> compare(comparison, Comparison.LT);
      case LTE -> compare(comparison, Comparison.LE);
      case IN -> in(comparison);
      case IS_NIL -> isNil(comparison);
      case CONTAINS -> match(comparison, MatchKind.CONTAINS);
      case STARTS_WITH -> match(comparison, MatchKind.STARTS_WITH);
      case ENDS_WITH -> match(comparison, MatchKind.ENDS_WITH);
      case LIKE -> match(comparison, MatchKind.LIKE);
      case ILIKE -> match(comparison, MatchKind.ILIKE);
      case MATCHES -> written(comparison);
      case IS_DISTINCT_FROM -> distinct(comparison);
      case IS_NOT_DISTINCT_FROM -> new Condition.Not(distinct(comparison));
    };
  }

  private Condition compare(Filter.Comparison comparison, Comparison how) {
    var field = comparison.field();
    if (comparison.value() instanceof Parameter.Listing && comparesListAsText(field, how)) {
      // A list is no text, so it equals none.
      return how == Comparison.EQ
          ? Condition.FALSE
          : new Condition.Not(new Condition.IsNull(field));
    }
    return switch (constant(comparison, how != Comparison.EQ && how != Comparison.NE)) {
      case Constant.Value(var value) -> new Condition.Compare(field, how, value);
      case Constant.Null _ -> new Condition.Unknown();
      case Constant.Invalid(var expected) -> invalid(comparison, expected);
    };
  }

  private static boolean comparesListAsText(Attribute field, Comparison how) {
    return field.type() instanceof ValueType.Text && (how == Comparison.EQ || how == Comparison.NE);
  }

  private Condition distinct(Filter.Comparison comparison) {
    return switch (constant(comparison, false)) {
      case Constant.Value(var value) -> new Condition.Distinct(comparison.field(), value);
      case Constant.Null _ -> new Condition.Unknown();
      case Constant.Invalid(var expected) -> invalid(comparison, expected);
    };
  }

  /// The value compared with. An empty one is null to an order, and to whatever asks of a moment;
  /// as a UUID, or as the equal of an integer or a word, it is a mistake.
  private static Constant constant(Filter.Comparison comparison, boolean ordering) {
    var type = comparison.field().type();
    if (!(comparison.value() instanceof Parameter.Text(var text))) {
      return new Constant.Invalid("one value, not a list or a map");
    }
    var constant = ConstantReader.read(text, type);
    var nullAllowed =
        switch (type) {
          case ValueType.Timestamp _ -> true;
          case ValueType.Int64 _, ValueType.Enumeration _ ->
              ordering || comparison.operator() == Operator.NOT_EQ;
          case ValueType.Uuid _, ValueType.Text _, ValueType.JsonObject _ -> false;
        };
    return constant instanceof Constant.Null && !nullAllowed
        ? new Constant.Invalid("a value; for null, use is_nil")
        : constant;
  }

  private Condition in(Filter.Comparison comparison) {
    var items = items(comparison.value());
    if (items.isEmpty()) {
      return invalid(comparison, "a list: " + comparison.parameter() + "[]=…");
    }
    if (items.get().size() > limits.listItems()) {
      return invalid(comparison, "at most " + limits.listItems() + " values");
    }
    var constants = new ArrayList<Object>();
    var nullListed = false;
    for (var item : items.get()) {
      var constant =
          item instanceof Parameter.Text(var text)
              ? ConstantReader.read(text, comparison.field().type())
              : new Constant.Invalid("a list of single values");
      switch (constant) {
        case Constant.Value(var value) -> constants.add(value);
        case Constant.Null _ -> nullListed = true;
        case Constant.Invalid(var expected) -> {
          return invalid(comparison, "in the list " + expected);
        }
      }
    }
    return new Condition.In(comparison.field(), constants, nullListed);
  }

  private static Optional<List<Parameter>> items(Parameter value) {
    return switch (value) {
      case Parameter.Listing(var items) -> Optional.of(items);
      case Parameter.Text _ -> Optional.empty();
      case Parameter.Mapping(var entries) ->
          entries.keySet().stream().allMatch(key -> key.matches("[0-9]{1,9}"))
              ? Optional.of(
                  entries.entrySet().stream()
                      .sorted(Comparator.comparing(entry -> new BigInteger(entry.getKey())))
                      .map(Map.Entry::getValue)
                      .toList())
              : Optional.empty();
    };
  }

  private Condition isNil(Filter.Comparison comparison) {
    var text = comparison.value() instanceof Parameter.Text(var value) ? value : "[]";
    return switch (text) {
      case "true", "1" -> new Condition.IsNull(comparison.field());
      case "false", "0" -> new Condition.Not(new Condition.IsNull(comparison.field()));
      case "" -> new Condition.Unknown();
      default -> invalid(comparison, "true or false");
    };
  }

  private Condition match(Filter.Comparison comparison, MatchKind kind) {
    if (!(comparison.value() instanceof Parameter.Text(var text))) {
      return invalid(comparison, "one text");
    }
    if (ConstantReader.readText(text) instanceof Constant.Invalid(var expected)) {
      return invalid(comparison, expected);
    }
    var pattern = kind == MatchKind.LIKE || kind == MatchKind.ILIKE;
    return pattern && endsInEscape(text)
        ? invalid(comparison, "a pattern that does not end in a single \\ (write \\\\ for one)")
        : new Condition.Match(comparison.field(), kind, text);
  }

  private Condition written(Filter.Comparison comparison) {
    if (!(comparison.field().type() instanceof ValueType.Text text) || text.notation().isEmpty()) {
      throw new IllegalArgumentException(comparison.field().name() + " has no notation");
    }
    var notation = text.notation().get();
    if (!(comparison.value() instanceof Parameter.Text(var written))) {
      return cannotMatch(comparison, "one text");
    }
    var expected = notation.expectation(written);
    return expected.isPresent()
        ? cannotMatch(comparison, expected.get())
        : new Condition.Written(
            comparison.field(), notation, written, notation.parts(written, Optional.empty()));
  }

  /// Says it once of a search that looks in several fields.
  private Condition cannotMatch(Filter.Comparison comparison, String expected) {
    var problem =
        Problem.invalidFilter(
            comparison.parameter(), comparison.operator().word() + " expects " + expected + ".");
    return problems.contains(problem) ? Condition.FALSE : invalid(problem);
  }

  private static boolean endsInEscape(String pattern) {
    var backslashes = 0;
    while (backslashes < pattern.length()
        && pattern.charAt(pattern.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  private Condition invalid(Filter.Comparison comparison, String expected) {
    return invalid(
        Problem.invalidFilter(
            comparison.parameter(),
            comparison.field().name()
                + " "
                + comparison.operator().word()
                + " expects "
                + expected
                + "."));
  }

  private Condition invalid(Problem problem) {
    if (problems.size() < Problem.MOST_OF_A_KIND) {
      problems.add(problem);
    }
    return Condition.FALSE;
  }
}
