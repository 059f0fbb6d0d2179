package rollcall.ingest;

import java.util.Optional;
import java.util.regex.Pattern;

/// The name of a source, which becomes `call_source` of its calls.
public record SourceName(String value) {
  /// What a name is, in words.
  public static final String RULE =
      "1 to 63 small letters, digits, dots, hyphens and underscores, a letter or digit first";

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,62}");

  /// Checks the name.
  public SourceName {
    if (!NAME.matcher(value).matches()) {
      throw new IllegalArgumentException("the name of a source is " + RULE);
    }
  }

  /// The name, if it is one.
  public static Optional<SourceName> parse(String value) {
    return NAME.matcher(value).matches() ? Optional.of(new SourceName(value)) : Optional.empty();
  }
}
