package rollcall.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A media range of `Accept` or the media type of `Content-Type` (RFC 9110, sections 8.3 and
/// 12.5.1): type and names of parameters in lower case, with what the parameters say.
record MediaRange(String type, Map<String, String> parameters) {
  private static final Pattern TYPE = Pattern.compile("[^\\s/]+/[^\\s/]+");
  private static final Pattern WEIGHT = Pattern.compile("[01](?:\\.[0-9]{0,3})?");
  private static final Set<String> ALLOWED_PARAMETERS = Set.of("ext", "profile");

  /// Whether this names JSON:API, with whatever parameters.
  boolean isJsonApi() {
    return type.equals(Answers.JSON_API);
  }

  /// Whether this names JSON:API without a parameter that JSON:API forbids.
  boolean isPlainJsonApi() {
    return isJsonApi() && ALLOWED_PARAMETERS.containsAll(parameters.keySet());
  }

  /// The extensions of JSON:API that this names.
  List<String> extensions() {
    return uris("ext");
  }

  /// The profiles of JSON:API that this names.
  List<String> profiles() {
    return uris("profile");
  }

  private List<String> uris(String parameter) {
    var text = parameters.getOrDefault(parameter, "");
    return Arrays.stream(text.split(" ")).filter(uri -> !uri.isEmpty()).toList();
  }

  /// Whether a JSON:API document satisfies this range.
  boolean takesJsonApi() {
    return isPlainJsonApi()
        || type.equals("*/*")
        || type.equals("application/*")
        || type.equals("application/json");
  }

  /// How much this is wanted, from 0, not at all, to 1 (RFC 9110, section 12.4.2); what is no
  /// weight is 1.
  double weight() {
    var text = parameters.getOrDefault("q", "1");
    return WEIGHT.matcher(text).matches() ? Double.parseDouble(text) : 1;
  }

  /// The ranges in the values of a header field; what is none is left out.
  static List<MediaRange> parseAll(List<String> values) {
    return values.stream()
        .flatMap(value -> split(value, ',').stream())
        .flatMap(range -> parse(range).stream())
        .toList();
  }

  private static Optional<MediaRange> parse(String range) {
    var parts = split(range, ';');
    var type = parts.getFirst().strip().toLowerCase(Locale.ROOT);
    if (!TYPE.matcher(type).matches()) {
      return Optional.empty();
    }
    var parameters = new HashMap<String, String>();
    for (var parameter : parts.subList(1, parts.size())) {
      var halves = parameter.split("=", 2);
      var name = halves[0].strip().toLowerCase(Locale.ROOT);
      if (!name.isEmpty()) {
        parameters.put(name, halves.length == 2 ? unquoted(halves[1].strip()) : "");
      }
    }
    return Optional.of(new MediaRange(type, Map.copyOf(parameters)));
  }

  /// What `value` says, which is itself or a quoted string.
  private static String unquoted(String value) {
    return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
        ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1")
        : value;
  }

  /// Splits at `separator` where it does not stand in a quoted string.
  private static List<String> split(String text, char separator) {
    var parts = new ArrayList<String>();
    var start = 0;
    var quoted = false;
    for (var i = 0; i < text.length(); i++) {
      var character = text.charAt(i);
      if (character == '\\' && quoted) {
        i++;
      } else if (character == '"') {
        quoted = !quoted;
      } else if (character == separator && !quoted) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }
}
