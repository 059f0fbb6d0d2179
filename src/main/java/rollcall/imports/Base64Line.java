package rollcall.imports;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Tells lines of base64 that hold JSON.
final class Base64Line {
  /// A brace, and a quotation mark or white space behind it.
  private static final Pattern BEGINNING = Pattern.compile("e(?:y[A-L]|w[o0])[A-Za-z0-9+/]*=*\\r?");

  private static final Pattern CONTINUATION = Pattern.compile("[A-Za-z0-9+/]+=*\\r?");

  private Base64Line() {}

  /// Whether `line` begins a JSON object.
  static boolean isBeginning(byte[] line) {
    return BEGINNING.matcher(text(line)).matches();
  }

  /// Whether `line` may carry on a text that was wrapped.
  static boolean isContinuation(byte[] line) {
    return CONTINUATION.matcher(text(line)).matches() && !isBeginning(line);
  }

  private static String text(byte[] line) {
    return new String(line, StandardCharsets.ISO_8859_1);
  }
}
