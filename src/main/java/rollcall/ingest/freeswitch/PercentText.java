package rollcall.ingest.freeswitch;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Undoes percent-encoding and never fails: a malformed percent sign stands for itself, and bytes
/// that are no UTF-8 become U+FFFD.
final class PercentText {
  private PercentText() {}

  /// The text that `encoded` stands for.
  static String decode(String encoded) {
    return decode(encoded, false);
  }

  /// The same for a value of a form, in which `+` is a space.
  static String decodeForm(String encoded) {
    return decode(encoded, true);
  }

  /// Whether an escape begins at `index`.
  static boolean isEscape(String text, int index) {
    return index + 2 < text.length()
        && text.charAt(index) == '%'
        && hex(text.charAt(index + 1)) >= 0
        && hex(text.charAt(index + 2)) >= 0;
  }

  private static String decode(String encoded, boolean plusIsSpace) {
    if (encoded.indexOf('%') < 0 && !(plusIsSpace && encoded.indexOf('+') >= 0)) {
      return encoded;
    }
    var raw = encoded.getBytes(StandardCharsets.UTF_8);
    var bytes = new ByteArrayOutputStream(raw.length);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] == '%' && i + 2 < raw.length && hex(raw[i + 1]) >= 0 && hex(raw[i + 2]) >= 0) {
        bytes.write(hex(raw[i + 1]) << 4 | hex(raw[i + 2]));
        i += 2;
      } else {
        bytes.write(plusIsSpace && raw[i] == '+' ? ' ' : raw[i]);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static int hex(int digit) {
    return digit < 0 || digit > 'f' ? -1 : Character.digit(digit, 16);
  }
}
