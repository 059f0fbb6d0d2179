package rollcall.jsonapi.plan;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// A short text for each condition of rows of one type: the same for the same condition, another
/// for every other, whatever is said about its fields elsewhere. Every part tells by itself where
/// it ends.
final class ConditionText {
  private final StringBuilder text;

  private ConditionText(StringBuilder text) {
    this.text = text;
  }

  /// Puts the text of `condition` at the end of `text`.
  static void append(Condition condition, StringBuilder text) {
    new ConditionText(text).condition(condition);
  }

  private void condition(Condition condition) {
    switch (condition) {
      case Condition.All(var parts) -> conditions('A', parts);
      case Condition.Any(var parts) -> conditions('O', parts);
      case Condition.Not(var part) -> {
        text.append('N');
        condition(part);
      }
      case Condition.Unknown() -> text.append('U');
      case Condition.Compare(var field, var comparison, var constant) -> {
        named('C', field.name());
        text(comparison.name());
        constant(constant);
      }
      case Condition.In(var field, var constants, var nullListed) -> {
        named(nullListed ? 'J' : 'I', field.name());
        count(constants.size());
        constants.forEach(this::constant);
      }
      case Condition.IsNull(var field) -> named('Z', field.name());
      case Condition.Distinct(var field, var constant) -> {
        named('D', field.name());
        constant(constant);
      }
      case Condition.Match(var field, var kind, var pattern) -> {
        named('M', field.name());
        text(kind.name());
        text(pattern);
      }
      // A field has one notation.
      case Condition.Written(var field, _, var written, var parts) -> {
        named('W', field.name());
        text(written);
        count(parts.size());
        for (var part : parts) {
          named(part.atStart() ? '^' : '~', part.text());
        }
      }
      // A relationship leads to one type.
      case Condition.Related(var relationship, _, var part) -> {
        named('R', relationship.name());
        condition(part);
      }
      case Condition.Exists(var relationship, _, var part) -> {
        named('E', relationship.name());
        condition(part);
      }
    }
  }

  private void conditions(char kind, List<Condition> parts) {
    text.append(kind);
    count(parts.size());
    parts.forEach(this::condition);
  }

  private void named(char kind, String name) {
    text.append(kind);
    text(name);
  }

  private void constant(Object constant) {
    switch (constant) {
      case String words -> named('t', words);
      case Long number -> text.append('n').append(number.longValue()).append(';');
      case UUID uuid -> text.append('u').append(uuid);
      case Instant moment ->
          text.append('m')
              .append(moment.getEpochSecond())
              .append('.')
              .append(moment.getNano())
              .append(';');
      default -> throw new IllegalArgumentException("no constant of " + constant.getClass());
    }
  }

  private void text(String words) {
    count(words.length());
    text.append(words);
  }

  private void count(int count) {
    text.append(count).append(':');
  }
}
