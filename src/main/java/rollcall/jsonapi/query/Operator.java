package rollcall.jsonapi.query;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import rollcall.jsonapi.schema.ValueType;

/// The operators of a filter, each with the names a client may write, the one of the reference
/// first. Names are exact.
@SuppressWarnings("ImmutableEnumChecker") // the lists are made by List.of and never change
public enum Operator {
  /// Equal.
  EQ(1, "eq", "equals", "=="),
  /// Not equal; a null is neither equal nor not equal.
  NOT_EQ(1, "not_eq", "not_equals", "!="),
  /// Greater.
  GT(1, "gt", "greater_than", ">"),
  /// Greater or equal.
  GTE(1, "gte", "greater_than_or_equal", ">="),
  /// Less.
  LT(1, "lt", "less_than", "<"),
  /// Less or equal.
  LTE(1, "lte", "less_than_or_equal", "<="),
  /// Equal to one of a list.
  IN(1, "in"),
  /// Null, or not null.
  IS_NIL(1, "is_nil"),
  /// Holds the text somewhere.
  CONTAINS(5, "contains"),
  /// Begins with the text.
  STARTS_WITH(5, "string_starts_with"),
  /// Ends with the text.
  ENDS_WITH(5, "string_ends_with"),
  /// Matches the pattern of `%` and `_`.
  LIKE(5, "like"),
  /// Matches the pattern in any letter case.
  ILIKE(20, "ilike"),
  /// Means the same as what was written, or holds it, in whichever way it is written.
  MATCHES(50, "matches"),
  /// Not equal, where null is a value like any other.
  IS_DISTINCT_FROM(1, "is_distinct_from"),
  /// Equal, where null is a value like any other.
  IS_NOT_DISTINCT_FROM(1, "is_not_distinct_from");

  private static final Map<String, Operator> BY_NAME =
      Arrays.stream(values())
          .flatMap(operator -> operator.names.stream().map(name -> Map.entry(name, operator)))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private final int cost;
  private final List<String> names;

  Operator(int cost, String... names) {
    this.cost = cost;
    this.names = List.of(names);
  }

  /// The operator of that exact name.
  public static Optional<Operator> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /// The operators that apply to values of `type`, in order.
  public static List<Operator> of(ValueType type) {
    return Arrays.stream(values()).filter(operator -> operator.appliesTo(type)).toList();
  }

  /// Whether values of `type` can be compared so.
  public boolean appliesTo(ValueType type) {
    return switch (this) {
      case CONTAINS, STARTS_WITH, ENDS_WITH, LIKE, ILIKE -> type.textual();
      case MATCHES -> type.isWritten();
      case EQ, NOT_EQ, GT, GTE, LT, LTE, IN, IS_NIL, IS_DISTINCT_FROM, IS_NOT_DISTINCT_FROM ->
          type.comparable();
    };
  }

  /// The name of the reference.
  public String word() {
    return names.getFirst();
  }

  /// All names, the one of the reference first.
  public List<String> names() {
    return names;
  }

  /// What one use costs the database, in units of an equality.
  public int cost() {
    return cost;
  }
}
