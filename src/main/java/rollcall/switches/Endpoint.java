package rollcall.switches;

import java.util.Optional;
import java.util.regex.Pattern;

/// Where a switch listens: a name or an address, and a port. An IPv6 address has brackets around it
/// in text, and none in `host`.
public record Endpoint(String host, int port) {
  private static final Pattern TEXT =
      Pattern.compile("(?:([^:\\s/\\[\\]]+)|\\[([0-9A-Fa-f:.]+)\\]):([1-9]\\d{0,4})");

  private static final int GREATEST_PORT = 65_535;

  /// What `text`, `HOST:PORT`, says; nothing when it is not of that form.
  public static Optional<Endpoint> parse(String text) {
    var parts = TEXT.matcher(text);
    if (!parts.matches() || Integer.parseInt(parts.group(3)) > GREATEST_PORT) {
      return Optional.empty();
    }
    var host = parts.group(1) == null ? parts.group(2) : parts.group(1);
    return Optional.of(new Endpoint(host, Integer.parseInt(parts.group(3))));
  }

  /// `HOST:PORT`.
  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
