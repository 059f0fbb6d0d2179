package rollcall.ingest.kamailio;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// The address of a SIP request: `sip:+15550010044@lab.example;user=phone`.
final class SipUri {
  private static final Pattern USER =
      Pattern.compile("(?i:sips?:([^@:;?]+)(?:[:;][^@]*)?@.*|tel:([^;?]+).*)");

  private SipUri() {}

  /// Whom it names, a user or a number, where it names one.
  static Optional<String> user(String uri) {
    var parts = USER.matcher(uri);
    if (!parts.matches()) {
      return Optional.empty();
    }
    var user = parts.group(1) == null ? parts.group(2) : parts.group(1);
    try {
      return Optional.of(URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException _) {
      // A per cent sign that stands for itself.
      return Optional.of(user);
    }
  }
}
