package rollcall.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import rollcall.calls.Calls;

/// Text of a switch as a call can hold it. Much of it is a stranger's: a caller writes his own
/// number and name.
public final class SourceText {
  /// The caller's number where the caller withheld it, in the word of SIP.
  public static final String WITHHELD = "anonymous";

  /// The longest text that is taken over; numbers and users are far shorter, and nobody looks for
  /// what follows. In UTF-8 it has no more than [Calls#KEY_BYTES].
  static final int MAXIMUM_CHARACTERS = Calls.KEY_BYTES / 4;

  private static final int DIGEST_CHARACTERS = 32;

  private SourceText() {}

  /// `text` without white space around it, nothing when nothing is left; what PostgreSQL cannot
  /// hold is replaced by U+FFFD, and what is too long is cut, with a digest of it all at its end,
  /// so that different identifiers stay different.
  public static Optional<String> of(String text) {
    var trimmed = text.strip();
    if (trimmed.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(isPlain(trimmed) ? trimmed : cleaned(trimmed));
  }

  /// Whether `text`, of an operator, is one line of characters that PostgreSQL can hold, as names,
  /// addresses and rules are.
  public static boolean isOneLine(String text) {
    return text.codePoints().noneMatch(c -> Character.isISOControl(c) || isSurrogate(c));
  }

  private static boolean isPlain(String text) {
    return text.length() <= MAXIMUM_CHARACTERS
        && text.chars().allMatch(c -> c != 0 && !Character.isSurrogate((char) c));
  }

  private static String cleaned(String text) {
    var isLong = text.codePointCount(0, text.length()) > MAXIMUM_CHARACTERS;
    var cleaned = new StringBuilder();
    text.codePoints()
        .limit(isLong ? MAXIMUM_CHARACTERS - DIGEST_CHARACTERS - 1 : MAXIMUM_CHARACTERS)
        .map(point -> point == 0 || isSurrogate(point) ? '\uFFFD' : point)
        .forEach(cleaned::appendCodePoint);
    return isLong ? cleaned.append('~').append(digest(text)).toString() : cleaned.toString();
  }

  private static String digest(String text) {
    return Sha256.hex(text.getBytes(StandardCharsets.UTF_8)).substring(0, DIGEST_CHARACTERS);
  }

  private static boolean isSurrogate(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }
}
