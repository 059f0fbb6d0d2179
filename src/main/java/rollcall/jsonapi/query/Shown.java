package rollcall.jsonapi.query;

/// Text of a client as it is shown back to it in a problem: bounded, so that a long key cannot make
/// a longer answer.
final class Shown {
  private static final int LONGEST = 100;

  private Shown() {}

  /// `text`, cut after 100 characters.
  static String of(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  /// `text` in quotation marks, cut after 100 characters.
  static String quoted(String text) {
    return "\"" + of(text) + "\"";
  }
}
