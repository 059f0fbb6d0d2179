package rollcall.jsonapi.query;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decodes a query string into nested parameters, as `application/x-www-form-urlencoded` text whose
/// keys nest by brackets: `a[b]=x`, `a[]=x`.
///
/// A key is split at its first `[` and then at every `][` when it ends in `]`, and is plain
/// otherwise. What comes later under the same key replaces what came before, as [ParameterTree]
/// says. A malformed percent sign stands for itself; bytes that are not UTF-8 are a problem.
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
    var decodedKey = PercentEncoding.decodeForm(equals < 0 ? pair : pair.substring(0, equals));
    var value = PercentEncoding.decodeForm(equals < 0 ? "" : pair.substring(equals + 1));
    if (decodedKey.isEmpty() || value.isEmpty()) {
      return Problem.malformedQuery("The query string is not UTF-8 at: " + Shown.of(pair));
    }
    var key = decodedKey.get();
    var segments = segments(key);
    if (segments.size() - 1 > maximumDepth) {
      return Problem.malformedQuery(
          "A parameter may nest at most " + maximumDepth + " brackets deep: " + Shown.of(key));
    }
    tree.put(segments, value.get());
    return null;
  }

  private static List<String> segments(String key) {
    var bracket = key.indexOf('[');
    if (bracket < 1 || !key.endsWith("]")) {
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
}
