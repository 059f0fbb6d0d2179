package rollcall.api;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import rollcall.jsonapi.query.Parsed;
import rollcall.jsonapi.query.WriteProblem;

/// Reads `Idempotency-Key`, which the IETF draft writes as a quoted string, and most clients
/// without the quotation marks: both are the same key.
final class IdempotencyKey {
  private static final int LONGEST = 255;
  private static final Pattern QUOTED =
      Pattern.compile("\"((?:[\\x21\\x23-\\x5b\\x5d-\\x7e]|\\\\[\\\\\"])*+)\"");
  private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]++");
  private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

  private IdempotencyKey() {}

  /// The key in the `values` of the header field, if there is one.
  static Parsed<Optional<String>> parse(List<String> values) {
    if (values.isEmpty()) {
      return new Parsed.Ok<>(Optional.empty());
    }
    var key = key(values.getFirst().strip());
    return values.size() == 1 && VISIBLE.matcher(key).matches() && key.length() <= LONGEST
        ? new Parsed.Ok<>(Optional.of(key))
        : Parsed.invalid(
            WriteProblem.invalidIdempotencyKey(
                "Idempotency-Key must be one text of 1 to "
                    + LONGEST
                    + " visible characters of ASCII, such as a UUID."));
  }

  private static String key(String value) {
    var quoted = QUOTED.matcher(value);
    if (quoted.matches()) {
      return ESCAPED.matcher(quoted.group(1)).replaceAll("$1");
    }
    // A quotation mark begins a quoted string, so what is none is no key.
    return value.startsWith("\"") ? "" : value;
  }
}
