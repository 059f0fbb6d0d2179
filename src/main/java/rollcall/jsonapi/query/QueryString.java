package rollcall.jsonapi.query;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decodes a query string into nested parameters, as `application/x-www-form-urlencoded` text whose
/// keys nest by brackets: `a[b]=x`, `a[]=x`.
///
/// A key is split at its first `[` and then at every `][` when it ends in `]`, and is plain
/// otherwise. What comes later under the same key replaces what came before, unless both nest. A
/// malformed percent sign stands for itself; bytes that are not UTF-8 are a problem.
public final class QueryString {
  private final int maximumDepth;
  private final ParameterTree tree = new ParameterTree();

  private QueryString(int maximumDepth) {
    this.maximumDepth = maximumDepth;
  }

  /// Decodes `query`, the raw text after `?`, whose keys nest at most `maximumDepth` brackets deep.
  public static Parsed<Parameter.Mapping> decode(String query, int maximumDepth) {
    var decoder = new QueryString(maximumDepth);
    for (var start = 0; start <= query.length(); ) {
      var ampersand = query.indexOf('&', start);
      var end = ampersand < 0 ? query.length() : ampersand;
      if (end > start) {
        var problem = decoder.decodePair(query.substring(start, end));
        if (problem != null) {
          return Parsed.invalid(problem);
        }
      }
      start = end + 1;
    }
    return new Parsed.Ok<>(decoder.tree.build());
  }

  private @Nullable Problem decodePair(String pair) {
    var equals = pair.indexOf('=');
    var key = unescape(equals < 0 ? pair : pair.substring(0, equals));
    var value = equals < 0 ? "" : unescape(pair.substring(equals + 1));
    if (key == null || value == null) {
      return Problem.malformedQuery("The query string is not UTF-8 at: " + Shown.of(pair));
    }
    var segments = segments(key);
    if (segments.size() - 1 > maximumDepth) {
      return Problem.malformedQuery(
          "A parameter may nest at most " + maximumDepth + " brackets deep: " + Shown.of(key));
    }
    tree.put(segments, value);
    return null;
  }

  private static List<String> segments(String key) {
    var bracket = key.indexOf('[');
    if (bracket < 0 || !key.endsWith("]")) {
      return List.of(key);
    }
    var segments = new ArrayList<String>();
    segments.add(key.substring(0, bracket));
    var rest = key.substring(bracket + 1, key.length() - 1);
    for (var start = 0; ; ) {
      var next = rest.indexOf("][", start);
      if (next < 0) {
        segments.add(rest.substring(start));
        return segments;
      }
      segments.add(rest.substring(start, next));
      start = next + 2;
    }
  }

  /// The decoded text, or null where it is not UTF-8.
  private static @Nullable String unescape(String text) {
    if (isPlain(text)) {
      return text;
    }
    var raw = text.getBytes(StandardCharsets.UTF_8);
    var bytes = new ByteArrayOutputStream(raw.length);
    for (var i = 0; i < raw.length; i++) {
      if (raw[i] == '%' && i + 2 < raw.length && hex(raw[i + 1]) >= 0 && hex(raw[i + 2]) >= 0) {
        bytes.write(hex(raw[i + 1]) << 4 | hex(raw[i + 2]));
        i += 2;
      } else {
        bytes.write(raw[i] == '+' ? ' ' : raw[i]);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      return null;
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
