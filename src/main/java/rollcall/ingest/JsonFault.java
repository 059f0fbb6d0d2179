package rollcall.ingest;

import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/// Why a text is no JSON, in words for those who sent it.
public final class JsonFault {
  /// What the parser says of where a text came from, with the brackets around it.
  private static final Pattern ORIGIN =
      Pattern.compile(" *\\([^()\\[]*\\[Source: [^\\]]*\\]\\)| *(?:at )?\\[Source: [^\\]]*\\]");

  private JsonFault() {}

  /// The reason of `failure`, without what concerns the parser alone.
  public static String reason(JacksonException failure) {
    return ORIGIN.matcher(failure.getOriginalMessage()).replaceAll("");
  }
}
