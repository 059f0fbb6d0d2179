package rollcall.jsonapi.document;

import java.util.Optional;

/// What PostgreSQL cannot hold in text, and how text of a stranger is shown in a sentence.
final class TextFaults {
  private static final int MAXIMUM_QUOTED = 60;

  private TextFaults() {}

  /// What is wrong with `text`, as the end of a sentence about it.
  static Optional<String> of(String text) {
    if (text.indexOf(0) >= 0) {
      return Optional.of("holds the character NUL");
    }
    return text.codePoints().anyMatch(TextFaults::isSurrogate)
        ? Optional.of("holds half of a surrogate pair")
        : Optional.empty();
  }

  /// `text` in quotes, cut when it is long, and without what could steer a terminal.
  static String quote(String text) {
    var quoted = new StringBuilder("\"");
    text.codePoints()
        .limit(MAXIMUM_QUOTED)
        .map(point -> Character.isISOControl(point) || isSurrogate(point) ? '\uFFFD' : point)
        .forEach(quoted::appendCodePoint);
    return quoted
        .append(text.codePointCount(0, text.length()) > MAXIMUM_QUOTED ? "…\"" : "\"")
        .toString();
  }

  private static boolean isSurrogate(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }
}
