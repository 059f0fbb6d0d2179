package rollcall.cli;

import java.util.stream.Collectors;

/// What may be said to a terminal.
final class Terminal {
  private Terminal() {}

  /// `text` from outside without control characters, which could move the cursor or worse.
  static String printable(String text) {
    return text.replaceAll("\\p{Cc}|\\p{Cf}", "?");
  }

  /// The same of each of `lines`, whose breaks stay.
  static String printableLines(String lines) {
    return lines.lines().map(Terminal::printable).collect(Collectors.joining("\n"));
  }
}
