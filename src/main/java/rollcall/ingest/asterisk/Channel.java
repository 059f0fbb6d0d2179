package rollcall.ingest.asterisk;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import rollcall.ingest.Arrival;
import rollcall.ingest.SourceText;

/// A channel by its name, `PJSIP/1001-00000002`: who it belongs to.
record Channel(String technology, String endpoint) {
  private static final Pattern NAME =
      Pattern.compile("([A-Za-z0-9]+)/(.+?)(?:-[0-9a-f]{8})?(?:;[12])?");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^a-z0-9]+");
  private static final Set<String> SIP = Set.of("PJSIP", "SIP");

  /// Words in the name of an endpoint or of a context for what comes from outside.
  private static final Set<String> TRUNK =
      Set.of(
          "carrier",
          "did",
          "external",
          "gateway",
          "gw",
          "inbound",
          "incoming",
          "itsp",
          "provider",
          "pstn",
          "public",
          "sbc",
          "trunk",
          "trunks");

  /// Words in the name of a context for what users do.
  private static final Set<String> INSIDE = Set.of("internal", "outbound", "outgoing");

  static Channel of(String name) {
    var parts = NAME.matcher(name);
    return parts.matches() ? new Channel(parts.group(1), parts.group(2)) : new Channel("", name);
  }

  /// The endpoint, where it is one of SIP.
  Optional<String> sipEndpoint() {
    return SIP.contains(technology) ? SourceText.of(endpoint) : Optional.empty();
  }

  /// How the call came whose first channel this is, into `context`.
  Arrival arrival(String context) {
    return Arrival.of(!isOfTrunk(context), false)
        .with(Arrival.Trait.CONTEXT, SourceText.of(context))
        .with(Arrival.Trait.ENDPOINT, SourceText.of(endpoint));
  }

  /// Whether the channel came from outside into `context`. A record does not say who was
  /// authenticated, so names must tell.
  private boolean isOfTrunk(String context) {
    return has(endpoint, TRUNK) || (has(context, TRUNK) && !has(context, INSIDE));
  }

  private static boolean has(String name, Set<String> words) {
    return Arrays.stream(BETWEEN_WORDS.split(name.toLowerCase(Locale.ROOT)))
        .anyMatch(words::contains);
  }
}
