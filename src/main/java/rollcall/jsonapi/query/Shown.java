package rollcall.jsonapi.query;

/// Text of a client as it is shown back to it in a problem: bounded, so that a long key cannot make
/// a longer answer.
final class Shown {
  private static final int LONGEST = 100;

  private Shown() {}

  /// `text`, cut after 100 characters, of which none is halved.
  static String of(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    var end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return text.substring(0, end) + "…";
  }

  /// `text` in quotation marks, cut after 100 characters.
  static String quoted(String text) {
    return "\"" + of(text) + "\"";
  }
}
