package rollcall.cli;

/// What may be said to a terminal.
final class Terminal {
  private Terminal() {}

  /// `text` from outside without control characters, which could move the cursor or worse.
  static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}|\\p{Cf}", "?");
  }
}
