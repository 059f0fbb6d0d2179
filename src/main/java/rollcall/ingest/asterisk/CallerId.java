package rollcall.ingest.asterisk;

import java.util.Optional;
import java.util.regex.Pattern;
import rollcall.ingest.SourceText;

/// The column `clid`: `"Alice" <1001>`.
final class CallerId {
  private static final Pattern NUMBER = Pattern.compile("<([^<>]*)>\\s*\\z");

  private CallerId() {}

  static Optional<String> number(String callerId) {
    var number = NUMBER.matcher(callerId);
    return number.find() ? SourceText.of(number.group(1)) : Optional.empty();
  }
}
