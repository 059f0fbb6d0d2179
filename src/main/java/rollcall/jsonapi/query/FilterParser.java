package rollcall.jsonapi.query;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rollcall.jsonapi.schema.Attribute;
import rollcall.jsonapi.schema.Relationship;
import rollcall.jsonapi.schema.ResourceType;
import rollcall.jsonapi.schema.SchemaRegistry;
import rollcall.jsonapi.schema.Search;

/// Reads `filter`: statements of fields, operators and relationships, joined by `and`, `or` and
/// `not`. Everything wrong is collected. One thread, one filter.
final class FilterParser {
  private static final String PARAMETER = "filter";

  /// What indexes the statements of `and` and `or`; no group repeats, and the text is bounded by
  /// the request line.
  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,18}");

  /// The price of asking related rows, in units of an equality. It grows fourfold with every
  /// relationship on the way, since PostgreSQL joins all that are on one path.
  private static final int RELATED_COST = 5;

  private static final int GROWTH = 4;

  /// It grows no further than this, so that the sum for a whole request line stays an `int`.
  private static final int HIGHEST_RELATED_COST = 20_480;

  private final SchemaRegistry registry;
  private final QueryLimits limits;
  private final List<Problem> problems = new ArrayList<>();
  private int cost;
  private int relatedCost = RELATED_COST;

  private FilterParser(SchemaRegistry registry, QueryLimits limits) {
    this.registry = registry;
    this.limits = limits;
  }

  /// The filter of a request whose primary type is `type`, as far as it can be read; what cannot is
  /// added to `problems`.
  static Filter parse(
      Parameter.Mapping query,
      ResourceType type,
      SchemaRegistry registry,
      QueryLimits limits,
      List<Problem> problems) {
    var parser = new FilterParser(registry, limits);
    var filter = parser.parse(query.entries().get(PARAMETER), type);
    if (parser.cost > limits.filterCost()) {
      parser.fault(
          PARAMETER,
          "The filter costs "
              + parser.cost
              + " units, at most "
              + limits.filterCost()
              + " are allowed: use fewer terms, shorter paths of relationships, or in with a list.");
    }
    problems.addAll(parser.problems);
    return filter;
  }

  private Filter parse(@Nullable Parameter value, ResourceType type) {
    return switch (value) {
      case null -> Filter.EVERYTHING;
      case Parameter.Text(var text) -> parseText(text, type);
      case Parameter.Mapping mapping -> statement(mapping, type, PARAMETER, 1);
      case Parameter.Listing _ ->
          fault(PARAMETER, "filter must be a map: filter[status]=completed.");
    };
  }

  /// `filter=<text>`: the text is a query string once more.
  private Filter parseText(String text, ResourceType type) {
    if (text.isEmpty() || text.equals("{}")) {
      return Filter.EVERYTHING;
    }
    return switch (QueryString.decode(text, limits.parameterDepth())) {
      case Parsed.Ok<Parameter.Mapping>(var mapping) -> statement(mapping, type, PARAMETER, 1);
      case Parsed.Invalid<Parameter.Mapping>(var found) ->
          fault(PARAMETER, found.getFirst().detail());
    };
  }

  private Filter statement(Parameter.Mapping statement, ResourceType type, String at, int depth) {
    if (depth > limits.filterDepth()) {
      return fault(at, "Statements may nest at most " + limits.filterDepth() + " deep.");
    }
    var parts = new ArrayList<Filter>();
    statement
        .entries()
        .forEach((key, value) -> parts.add(entry(key, value, type, at + "[" + key + "]", depth)));
    return parts.size() == 1 ? parts.getFirst() : new Filter.All(parts);
  }

  private Filter entry(String key, Parameter value, ResourceType type, String at, int depth) {
    switch (key) {
      case "and" -> {
        return new Filter.All(statements(value, type, at, depth));
      }
      case "or" -> {
        return new Filter.Any(statements(value, type, at, depth));
      }
      case "not" -> {
        return new Filter.Not(negated(value, type, at, depth));
      }
      default -> {}
    }
    var field = type.field(key).filter(candidate -> candidate.type().comparable());
    if (field.isPresent()) {
      return field(field.get(), value, at);
    }
    var search = type.search(key);
    if (search.isPresent()) {
      return search(search.get(), value, at);
    }
    var relationship = type.relationship(key);
    return relationship.isPresent()
        ? related(relationship.get(), value, at, depth)
        : fault(at, () -> unknown(key, type));
  }

  /// The statements under `and` or `or`: the items of a list, the entries of a map whose keys are
  /// all integers, in their order, or else the map itself as one.
  private List<Filter> statements(Parameter value, ResourceType type, String at, int depth) {
    return switch (value) {
      case Parameter.Mapping mapping when !isIndexed(mapping) ->
          List.of(statement(mapping, type, at, depth + 1));
      case Parameter.Mapping mapping -> {
        var statements = new ArrayList<Filter>();
        indexed(mapping)
            .forEach(
                entry ->
                    statements.add(
                        item(entry.getValue(), type, at + "[" + entry.getKey() + "]", depth)));
        yield statements;
      }
      case Parameter.Listing(var items) ->
          items.stream().map(item -> item(item, type, at + "[]", depth)).toList();
      case Parameter.Text _ ->
          List.of(fault(at, "Here stand statements: " + at + "[0][status]=completed."));
    };
  }

  private Filter item(Parameter item, ResourceType type, String at, int depth) {
    return item instanceof Parameter.Mapping mapping
        ? statement(mapping, type, at, depth + 1)
        : fault(at, "Here stands a statement: " + at + "[status]=completed.");
  }

  private Filter negated(Parameter value, ResourceType type, String at, int depth) {
    return switch (value) {
      case Parameter.Mapping mapping -> statement(mapping, type, at, depth + 1);
      case Parameter.Listing list -> new Filter.All(statements(list, type, at, depth));
      case Parameter.Text _ -> fault(at, "Here stands a statement: " + at + "[status]=completed.");
    };
  }

  private Filter field(Attribute field, Parameter value, String at) {
    if (!(value instanceof Parameter.Mapping mapping)) {
      return comparison(field, Operator.EQ, value, at);
    }
    var parts = new ArrayList<Filter>();
    mapping
        .entries()
        .forEach((key, operand) -> parts.add(operation(field, key, operand, at + "[" + key + "]")));
    return parts.size() == 1 ? parts.getFirst() : new Filter.All(parts);
  }

  private Filter operation(Attribute field, String key, Parameter operand, String at) {
    if (key.equals("not") && operand instanceof Parameter.Text && field.type().textual()) {
      return new Filter.Not(comparison(field, Operator.EQ, operand, at));
    }
    var operator = Operator.named(key).filter(named -> named.appliesTo(field.type()));
    return operator.isPresent()
        ? comparison(field, operator.get(), operand, at)
        : fault(at, () -> noOperator(field.name(), Operator.of(field.type()), key));
  }

  /// Any of the fields of `search`, which can only be compared by what looks in all of them.
  private Filter search(Search search, Parameter value, String at) {
    if (!(value instanceof Parameter.Mapping mapping)) {
      return fault(
          at, search.name() + " is compared by " + at + "[matches]=…, and by nothing else.");
    }
    var parts = new ArrayList<Filter>();
    mapping
        .entries()
        .forEach((key, operand) -> parts.add(search(search, key, operand, at + "[" + key + "]")));
    return parts.size() == 1 ? parts.getFirst() : new Filter.All(parts);
  }

  private Filter search(Search search, String key, Parameter operand, String at) {
    return Operator.named(key).filter(Operator.MATCHES::equals).isPresent()
        ? new Filter.Any(
            search.fields().stream()
                .map(field -> comparison(field, Operator.MATCHES, operand, at))
                .toList())
        : fault(at, () -> noOperator(search.name(), List.of(Operator.MATCHES), key));
  }

  private Filter comparison(Attribute field, Operator operator, Parameter value, String at) {
    cost += operator.cost();
    return new Filter.Comparison(field, operator, value, at);
  }

  /// A relationship compared by `eq`, `in` or `is_nil` is its id compared.
  private Filter related(Relationship relationship, Parameter value, String at, int depth) {
    var ownCost = relatedCost;
    cost += ownCost;
    relatedCost = Math.min(GROWTH * ownCost, HIGHEST_RELATED_COST);
    var filter = onRelated(relationship, value, at, depth);
    relatedCost = ownCost;
    return filter;
  }

  private Filter onRelated(Relationship relationship, Parameter value, String at, int depth) {
    var target = registry.target(relationship);
    return switch (value) {
      case Parameter.Text _ ->
          new Filter.Related(relationship, comparison(ResourceType.ID, Operator.EQ, value, at));
      case Parameter.Listing _ ->
          fault(at, "A relationship is compared by " + at + "[in][]=…, not by a list.");
      case Parameter.Mapping(var entries) -> {
        var parts = new ArrayList<Filter>();
        entries.forEach(
            (key, operand) -> {
              var inner = at + "[" + key + "]";
              parts.add(
                  identityOperator(key)
                      .map(operator -> comparison(ResourceType.ID, operator, operand, inner))
                      .orElseGet(() -> entry(key, operand, target, inner, depth + 1)));
            });
        yield depth + 1 > limits.filterDepth()
            ? fault(at, "Statements may nest at most " + limits.filterDepth() + " deep.")
            : new Filter.Related(relationship, new Filter.All(parts));
      }
    };
  }

  private static Optional<Operator> identityOperator(String key) {
    return Operator.named(key)
        .filter(
            operator ->
                operator == Operator.EQ || operator == Operator.IN || operator == Operator.IS_NIL);
  }

  private static boolean isIndexed(Parameter.Mapping mapping) {
    return mapping.entries().keySet().stream().allMatch(key -> INTEGER.matcher(key).matches());
  }

  private static List<Map.Entry<String, Parameter>> indexed(Parameter.Mapping mapping) {
    return mapping.entries().entrySet().stream()
        .sorted(Comparator.comparing(entry -> new BigInteger(entry.getKey())))
        .toList();
  }

  private static String unknown(String key, ResourceType type) {
    var names = new ArrayList<String>();
    type.comparableFields().forEach(field -> names.add(field.name()));
    type.searches().forEach(search -> names.add(search.name()));
    type.relationships().forEach(relationship -> names.add(relationship.name()));
    names.addAll(List.of("and", "or", "not"));
    return type.name()
        + " cannot be filtered by "
        + Shown.quoted(key)
        + "."
        + NearestName.offer(key, "It can be filtered by", names);
  }

  private static String noOperator(String name, List<Operator> operators, String key) {
    var names = operators.stream().map(Operator::word).toList();
    return name
        + " cannot be compared by "
        + Shown.quoted(key)
        + "."
        + NearestName.offer(key, "Its operators are", names);
  }

  private Filter fault(String at, String detail) {
    return fault(at, () -> detail);
  }

  /// `detail` is made only when it is told, since to find what was meant takes its time.
  private Filter fault(String at, Supplier<String> detail) {
    if (problems.size() < Problem.MOST_OF_A_KIND) {
      problems.add(Problem.invalidFilter(Shown.of(at), detail.get()));
    }
    return Filter.EVERYTHING;
  }
}
