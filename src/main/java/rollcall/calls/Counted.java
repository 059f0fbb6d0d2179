package rollcall.calls;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rollcall.jsonapi.plan.Condition;
import rollcall.jsonapi.plan.Condition.Comparison;
import rollcall.jsonapi.schema.Attribute;

/// The conditions whose calls are counted while they are written.
sealed interface Counted {
  /// The calls that have one of `values` by `dimension`.
  record Words(CountDimension dimension, List<String> values) implements Counted {
    /// All of them.
    static final Words ALL = new Words(CountDimension.ALL, List.of(""));

    /// Copies `values`.
    public Words {
      values = List.copyOf(values);
    }
  }

  /// The calls that began at `from` or later, and before `below`, as far as there are such bounds.
  /// A moment is a whole number of microseconds.
  record Started(@Nullable Instant from, @Nullable Instant below) implements Counted {
    /// The calls of which both are true.
    Started and(Started other) {
      return new Started(later(from, other.from), earlier(below, other.below));
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
      return one == null || (other != null && other.isAfter(one)) ? other : one;
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
      return one == null || (other != null && other.isBefore(one)) ? other : one;
    }
  }

  /// What is counted, if the calls of which `condition` is true are.
  static Optional<Counted> of(Condition condition) {
    var parts = parts(condition);
    if (parts.isEmpty()) {
      return Optional.of(Words.ALL);
    }
    var ranges = parts.stream().flatMap(part -> range(part).stream()).toList();
    if (ranges.size() == parts.size()) {
      return ranges.stream().reduce(Started::and).map(range -> range);
    }
    return parts.size() == 1 ? words(parts.getFirst()) : Optional.empty();
  }

  private static List<Condition> parts(Condition condition) {
    if (!(condition instanceof Condition.All(var parts))) {
      return List.of(condition);
    }
    var all = new ArrayList<Condition>();
    parts.forEach(part -> all.addAll(parts(part)));
    return all;
  }

  private static Optional<Started> range(Condition condition) {
    return condition instanceof Condition.Compare(var field, var comparison, Instant moment)
            && field.name().equals("started_at")
        ? range(comparison, moment)
        : Optional.empty();
  }

  private static Optional<Started> range(Comparison comparison, Instant moment) {
    var next = moment.plus(1, ChronoUnit.MICROS);
    return switch (comparison) {
      case EQ -> Optional.of(new Started(moment, next));
      case NE -> Optional.empty();
      case LT -> Optional.of(new Started(null, moment));
      case LE -> Optional.of(new Started(null, next));
      case GT -> Optional.of(new Started(next, null));
      case GE -> Optional.of(new Started(moment, null));
    };
  }

  private static Optional<Counted> words(Condition condition) {
    return switch (condition) {
      case Condition.Compare(var field, var comparison, String word)
          when comparison == Comparison.EQ ->
          words(field, List.of(word));
      case Condition.In(var field, var constants, _) ->
          words(field, constants.stream().map(String::valueOf).toList());
      case Condition.IsNull(var field) when field.name().equals("status") ->
          words(field, List.of(""));
      default -> Optional.empty();
    };
  }

  private static Optional<Counted> words(Attribute field, List<String> words) {
    for (var dimension : CountDimension.values()) {
      if (dimension.word().equals(field.name())) {
        return Optional.of(new Words(dimension, words));
      }
    }
    return Optional.empty();
  }
}
