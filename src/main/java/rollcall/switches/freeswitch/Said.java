package rollcall.switches.freeswitch;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// What a stranger said, made fit for a sentence to the operator: a line of bounded length, without
/// characters that a terminal obeys or that hide.
final class Said {
  /// The most characters that are passed on.
  static final int MOST = 200;

  private static final int MOST_BYTES = 4 * MOST;
  private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Z}\\x{FFFD}]+");

  private Said() {}

  static String of(byte[] text) {
    return of(new String(text, 0, Math.min(text.length, MOST_BYTES), StandardCharsets.UTF_8));
  }

  static String of(String text) {
    var fit = UNFIT.matcher(text.substring(0, Math.min(text.length(), MOST_BYTES))).replaceAll(" ");
    var line = fit.strip();
    return line.length() <= MOST ? line : line.substring(0, MOST).strip() + "…";
  }
}
