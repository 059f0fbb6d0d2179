package rollcall.jsonapi.plan;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import rollcall.jsonapi.plan.Condition.Comparison;
import rollcall.jsonapi.schema.Notation;
import rollcall.jsonapi.schema.Relationship;

/// Answers a [Condition] of a row in memory, as PostgreSQL would: the second reader of the one
/// tree.
public final class Evaluator {
  /// The row at the end of a relationship that leads nowhere: all its fields are null.
  private static final Tuple NOBODY =
      new Tuple() {
        @Override
        public @Nullable Object value(String column) {
          return null;
        }

        @Override
        public Optional<Tuple> related(Relationship.BelongsTo relationship) {
          return Optional.empty();
        }

        @Override
        public List<Tuple> related(Relationship.HasOne relationship) {
          return List.of();
        }
      };

  private Evaluator() {}

  /// Whether `condition` is true of `row`: neither false nor unknown.
  public static boolean matches(Condition condition, Tuple row) {
    return truth(condition, row) == Truth.TRUE;
  }

  /// Whether `value` compares so with `constant`, both of one type, as PostgreSQL compares them.
  public static boolean compares(Object value, Comparison comparison, Object constant) {
    return compare(value, comparison, constant) == Truth.TRUE;
  }

  /// The truth of `condition` of `row`.
  public static Truth truth(Condition condition, Tuple row) {
    return switch (condition) {
      case Condition.All(var parts) -> all(parts, part -> truth(part, row));
      case Condition.Any(var parts) -> all(parts, part -> truth(part, row).negated()).negated();
      case Condition.Not(var part) -> truth(part, row).negated();
      case Condition.Unknown _ -> Truth.UNKNOWN;
      case Condition.Compare(var field, var comparison, var constant) ->
          compare(row.value(field.name()), comparison, constant);
      case Condition.In in -> in(row.value(in.field().name()), in);
      case Condition.IsNull(var field) -> Truth.of(row.value(field.name()) == null);
      case Condition.Distinct(var field, var constant) ->
          compare(row.value(field.name()), Comparison.NE, constant) == Truth.FALSE
              ? Truth.FALSE
              : Truth.TRUE;
      case Condition.Match match -> {
        var value = row.value(match.field().name());
        yield value == null
            ? Truth.UNKNOWN
            : Truth.of(TextMatch.matches((String) value, match.kind(), match.text()));
      }
      case Condition.Written(var field, var notation, _, var parts) -> {
        var value = row.value(field.name());
        yield value == null ? Truth.UNKNOWN : isWritten(notation.plain((String) value), parts);
      }
      case Condition.Related(var relationship, _, var part) ->
          truth(part, row.related(relationship).orElse(NOBODY));
      case Condition.Exists(var relationship, _, var part) ->
          Truth.of(row.related(relationship).stream().anyMatch(other -> matches(part, other)));
    };
  }

  private static Truth isWritten(String plain, List<Notation.Part> parts) {
    return Truth.of(parts.stream().anyMatch(part -> part.isIn(plain)));
  }

  /// The conjunction: false beats unknown, unknown beats true.
  private static Truth all(List<Condition> parts, Function<Condition, Truth> truth) {
    var all = Truth.TRUE;
    for (var part : parts) {
      switch (truth.apply(part)) {
        case FALSE -> {
          return Truth.FALSE;
        }
        case UNKNOWN -> all = Truth.UNKNOWN;
        case TRUE -> {}
      }
    }
    return all;
  }

  private static Truth in(@Nullable Object value, Condition.In in) {
    if (value == null) {
      return in.constants().isEmpty() && !in.nullListed() ? Truth.FALSE : Truth.UNKNOWN;
    }
    if (in.constants().contains(value)) {
      return Truth.TRUE;
    }
    return in.nullListed() ? Truth.UNKNOWN : Truth.FALSE;
  }

  private static Truth compare(@Nullable Object value, Comparison comparison, Object constant) {
    if (value == null) {
      return Truth.UNKNOWN;
    }
    var order = order(value, constant);
    return Truth.of(
        switch (comparison) {
          case EQ -> order == 0;
          case NE -> order != 0;
          case LT -> order < 0;
          case LE -> order <= 0;
          case GT -> order > 0;
          case GE -> order >= 0;
        });
  }

  /// The order of two values of one type. Java orders text by UTF-16 unit and UUIDs as signed
  /// numbers; PostgreSQL, under collation C, orders text by code point and UUIDs by byte.
  private static int order(Object value, Object other) {
    return switch (value) {
      case String text ->
          Arrays.compare(text.codePoints().toArray(), ((String) other).codePoints().toArray());
      case Long number -> number.compareTo((Long) other);
      case Instant instant -> instant.compareTo((Instant) other);
      case UUID uuid -> value.toString().compareTo(((UUID) other).toString());
      default -> throw new IllegalArgumentException("no order of " + value.getClass());
    };
  }
}
