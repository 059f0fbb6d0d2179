package rollcall.jsonapi.plan;

import java.util.Locale;
import rollcall.jsonapi.plan.Condition.MatchKind;

/// Matches text as PostgreSQL's text operators do.
final class TextMatch {
  private TextMatch() {}

  static boolean matches(String value, MatchKind kind, String text) {
    return switch (kind) {
      case CONTAINS -> value.contains(text);
      case STARTS_WITH -> value.startsWith(text);
      case ENDS_WITH -> value.endsWith(text);
      case LIKE -> like(codePoints(value), codePoints(text));
      case ILIKE ->
          like(
              codePoints(value.toLowerCase(Locale.ROOT)),
              codePoints(text.toLowerCase(Locale.ROOT)));
    };
  }

  private static int[] codePoints(String text) {
    return text.codePoints().toArray();
  }

  /// Greedy matching with one point of return, the last `%`: linear in practice, quadratic at
  /// worst.
  private static boolean like(int[] value, int[] pattern) {
    var at = 0;
    var next = 0;
    var returnPattern = -1;
    var returnValue = 0;
    while (at < value.length) {
      if (next < pattern.length && pattern[next] == '%') {
        returnPattern = ++next;
        returnValue = at;
      } else if (next < pattern.length && matchesOne(value[at], pattern, next)) {
        next += pattern[next] == '\\' ? 2 : 1;
        at++;
      } else if (returnPattern >= 0) {
        next = returnPattern;
        at = ++returnValue;
      } else {
        return false;
      }
    }
    while (next < pattern.length && pattern[next] == '%') {
      next++;
    }
    return next == pattern.length;
  }

  private static boolean matchesOne(int character, int[] pattern, int next) {
    return switch (pattern[next]) {
      case '_' -> true;
      case '\\' -> pattern[next + 1] == character;
      default -> pattern[next] == character;
    };
  }
}
