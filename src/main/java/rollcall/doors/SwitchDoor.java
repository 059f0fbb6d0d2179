package rollcall.doors;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import rollcall.http.Request;
import rollcall.ingest.Delivery;
import rollcall.ingest.Origin;
import rollcall.sources.ActiveSource;

/// The door of a switch, which sends a user name and password (basic authentication), or has the
/// secret as the last segment of its URL, since some can send no header and FreeSWITCH spoils a
/// query. What a body is tells the body alone: the switches' media types are wrong too often.
final class SwitchDoor implements Door {
  private static final String CHALLENGE = "Basic realm=\"rollcall\", charset=\"UTF-8\"";
  private static final String SCHEME = "Basic ";

  private final Set<String> kinds;
  private final BiFunction<Origin, byte[], Delivery> reader;

  /// A door with a place for each of `kinds`, where bodies are read by `reader`.
  SwitchDoor(Set<String> kinds, BiFunction<Origin, byte[], Delivery> reader) {
    this.kinds = kinds;
    this.reader = reader;
  }

  @Override
  public boolean hasPlace(List<String> rest) {
    return (rest.size() == 1 || rest.size() == 2) && kinds.contains(rest.getFirst());
  }

  @Override
  public Heard hear(
      Request request, List<String> rest, ActiveSource source, Instant receivedAt, Body body) {
    var known =
        rest.size() == 2
            ? source.isSecret(rest.getLast())
            : isSender(request.headers("Authorization"), source);
    if (!known) {
      return new Heard.Stranger(
          CHALLENGE,
          rest.size() == 2
              ? "The last part of the path is not the secret of this source."
              : "User name and password (basic authentication) are not those of this source.");
    }
    var bytes = body.read();
    return new Heard.Message(
        rest.getFirst(), reader.apply(source.source().origin(), bytes), Map.of());
  }

  private static boolean isSender(List<String> authorization, ActiveSource source) {
    if (authorization.size() != 1
        || !authorization.getFirst().regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return false;
    }
    String login;
    try {
      var encoded = authorization.getFirst().substring(SCHEME.length()).strip();
      login = new String(Base64.getDecoder().decode(encoded), UTF_8);
    } catch (IllegalArgumentException _) {
      // No base64, so no login.
      return false;
    }
    var colon = login.indexOf(':');
    var user = colon < 0 ? login : login.substring(0, colon);
    // Both are looked at whatever the other is, so that the time tells nothing.
    var isSecret = source.isSecret(login.substring(colon + 1));
    var isUser =
        MessageDigest.isEqual(user.getBytes(UTF_8), source.source().sender().getBytes(UTF_8));
    return isSecret && isUser;
  }
}
