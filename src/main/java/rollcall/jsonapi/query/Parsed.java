package rollcall.jsonapi.query;

import java.util.List;
import java.util.function.Function;

/// The outcome of reading something that a client sent: the value, or everything wrong with it.
public sealed interface Parsed<T> {
  /// It was right.
  record Ok<T>(T value) implements Parsed<T> {}

  /// It was wrong; `problems` is never empty.
  record Invalid<T>(List<Problem> problems) implements Parsed<T> {
    /// Copies `problems` and checks that there are some.
    public Invalid {
      problems = List.copyOf(problems);
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("invalid without a problem");
      }
    }
  }

  /// `value` when `problems` is empty, else the problems.
  static <T> Parsed<T> of(T value, List<Problem> problems) {
    return problems.isEmpty() ? new Ok<>(value) : new Invalid<>(problems);
  }

  /// A single problem.
  static <T> Parsed<T> invalid(Problem problem) {
    return new Invalid<>(List.of(problem));
  }

  /// The value turned by `then`, which may find problems of its own; problems found before stay.
  default <U> Parsed<U> flatMap(Function<T, Parsed<U>> then) {
    return switch (this) {
      case Ok<T>(var value) -> then.apply(value);
      case Invalid<T>(var problems) -> new Invalid<>(problems);
    };
  }

  /// The value, or `otherwise` where something is wrong.
  default T orElse(T otherwise) {
    return switch (this) {
      case Ok<T>(var value) -> value;
      case Invalid<T> _ -> otherwise;
    };
  }

  /// What is wrong; empty when nothing is.
  default List<Problem> problems() {
    return switch (this) {
      case Ok<T> ok -> List.of();
      case Invalid<T>(var problems) -> problems;
    };
  }
}
