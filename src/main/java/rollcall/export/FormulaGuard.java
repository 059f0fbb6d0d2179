package rollcall.export;

/// Keeps a spreadsheet from taking the text of a cell for a formula, which a caller could have put
/// into a name, and takes the guard off again.
///
/// A text that begins with `=`, `+`, `-`, `@`, a tab, a carriage return or a line feed, or with the
/// full-width form of one of those signs, gets [#MARK] before it; but a `+` with digits alone, a
/// number in E.164, stays as it is. So that every text comes back as it was, a text that begins
/// with marks and then one of those gets one more mark.
public final class FormulaGuard {
  /// What is put before a text that needs it.
  static final char MARK = '\'';

  private static final String STARTS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

  private FormulaGuard() {}

  /// Whether `utf8` needs the mark.
  static boolean isNeeded(byte[] utf8) {
    var start = 0;
    while (start < utf8.length && utf8[start] == MARK) {
      start++;
    }
    return startsFormula(utf8, start) && !(start == 0 && isNumber(utf8));
  }

  private static boolean startsFormula(byte[] utf8, int at) {
    if (at == utf8.length) {
      return false;
    }
    return switch (utf8[at]) {
      case '=', '+', '-', '@', '\t', '\r', '\n' -> true;
      // Signs of three bytes, of which this is the first.
      case (byte) 0xEF -> utf8.length - at > 2 && STARTS.indexOf(fullWidth(utf8, at)) >= 0;
      default -> false;
    };
  }

  private static char fullWidth(byte[] utf8, int at) {
    return (char) (((utf8[at] & 0xf) << 12) | ((utf8[at + 1] & 0x3f) << 6) | (utf8[at + 2] & 0x3f));
  }

  private static boolean isNumber(byte[] utf8) {
    if (utf8.length < 2 || utf8[0] != '+') {
      return false;
    }
    for (var i = 1; i < utf8.length; i++) {
      if (utf8[i] < '0' || utf8[i] > '9') {
        return false;
      }
    }
    return true;
  }

  /// The text that `cell` stands for: `cell` without the mark that was put before it, if any was.
  public static String removed(String cell) {
    var start = 0;
    while (start < cell.length() && cell.charAt(start) == MARK) {
      start++;
    }
    return start > 0 && start < cell.length() && STARTS.indexOf(cell.charAt(start)) >= 0
        ? cell.substring(1)
        : cell;
  }
}
