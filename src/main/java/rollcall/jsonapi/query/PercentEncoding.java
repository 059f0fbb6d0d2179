package rollcall.jsonapi.query;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Decodes percent-encoded text (RFC 3986, section 2.1). A malformed percent sign stands for
/// itself.
public final class PercentEncoding {
  private PercentEncoding() {}

  /// The decoded segments of a path; empty ones count for nothing, as in the original. What cannot
  /// be decoded stays as it is and so names nothing.
  public static List<String> segments(String path) {
    return Arrays.stream(path.split("/"))
        .filter(segment -> !segment.isEmpty())
        .map(segment -> decodePath(segment).orElse(segment))
        .toList();
  }

  /// The name that `text`, the part of a pair before `=`, stands for; itself where its bytes are
  /// not UTF-8.
  public static String key(String text) {
    return decodeForm(text).orElse(text);
  }

  /// The text of a segment of a path; nothing where its bytes are not UTF-8.
  static Optional<String> decodePath(String text) {
    return decode(text, false);
  }

  /// The text of a name or a value of `application/x-www-form-urlencoded`, in which `+` is a space;
  /// nothing where its bytes are not UTF-8.
  static Optional<String> decodeForm(String text) {
    return decode(text, true);
  }

  private static Optional<String> decode(String text, boolean plusIsSpace) {
    if (isPlain(text)) {
      return Optional.of(text);
    }
    var raw = text.getBytes(StandardCharsets.UTF_8);
    var bytes = new ByteArrayOutputStream(raw.length);
    for (var i = 0; i < raw.length; i++) {
      if (raw[i] == '%' && i + 2 < raw.length && hex(raw[i + 1]) >= 0 && hex(raw[i + 2]) >= 0) {
        bytes.write(hex(raw[i + 1]) << 4 | hex(raw[i + 2]));
        i += 2;
      } else {
        bytes.write(plusIsSpace && raw[i] == '+' ? ' ' : raw[i]);
      }
    }
    try {
      var decoder = StandardCharsets.UTF_8.newDecoder();
      return Optional.of(decoder.decode(ByteBuffer.wrap(bytes.toByteArray())).toString());
    } catch (CharacterCodingException notUtf8) {
      return Optional.empty();
    }
  }

  private static boolean isPlain(String text) {
    for (var i = 0; i < text.length(); i++) {
      var character = text.charAt(i);
      if (character == '%' || character == '+' || character > 0x7e) {
        return false;
      }
    }
    return true;
  }

  private static int hex(byte digit) {
    return digit < 0 ? -1 : Character.digit(digit, 16);
  }
}
