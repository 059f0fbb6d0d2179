package rollcall.auth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A JSON Web Token taken apart; nothing in it is to be trusted before its signature is verified.
/// Of the header only `alg`, `kid` and `typ` are read: keys and key addresses that a token brings
/// along (`jwk`, `jku`, `x5u`, `x5c`) have no meaning here.
record SignedToken(
    JWSAlgorithm algorithm,
    Optional<String> keyId,
    String signed,
    Base64URL signature,
    Base64URL payload) {
  private static final Pattern COMPACT =
      Pattern.compile("([A-Za-z0-9_-]++)\\.([A-Za-z0-9_-]++)\\.([A-Za-z0-9_-]*+)");
  private static final Pattern ENCRYPTED =
      Pattern.compile("[A-Za-z0-9_-]++(\\.[A-Za-z0-9_-]*+){4}");
  private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

  /// What came of reading a token.
  sealed interface Reading {
    /// It has the form of a signed token.
    record Read(SignedToken token) implements Reading {}

    /// It has not; `reason` may be shown.
    record Unreadable(String reason) implements Reading {}
  }

  /// Takes `text` apart.
  static Reading read(String text) {
    var parts = COMPACT.matcher(text);
    if (!parts.matches()) {
      return new Reading.Unreadable(
          ENCRYPTED.matcher(text).matches()
              ? "Encrypted tokens are not accepted."
              : "The token is not a JSON Web Token.");
    }
    try {
      var header = JSONObjectUtils.parse(new Base64URL(parts.group(1)).decodeToString());
      var refusal = refusal(header);
      if (refusal.isPresent()) {
        return new Reading.Unreadable(refusal.get());
      }
      return new Reading.Read(
          new SignedToken(
              JWSAlgorithm.parse(JSONObjectUtils.getString(header, "alg")),
              Optional.ofNullable(JSONObjectUtils.getString(header, "kid")),
              text.substring(0, parts.end(2)),
              new Base64URL(parts.group(3)),
              new Base64URL(parts.group(2))));
    } catch (ParseException e) {
      return new Reading.Unreadable("The token's header cannot be read.");
    }
  }

  private static Optional<String> refusal(Map<String, Object> header) throws ParseException {
    if (header.containsKey("crit") || header.containsKey("b64")) {
      return Optional.of("The token's header asks for an extension that is not known here.");
    }
    var type = JSONObjectUtils.getString(header, "typ");
    if (type != null && !TYPES.contains(type.toLowerCase(Locale.ROOT))) {
      return Optional.of("The token's type is neither JWT nor at+jwt.");
    }
    return JSONObjectUtils.getString(header, "alg") == null
        ? Optional.of("The token's header names no algorithm.")
        : Optional.empty();
  }
}
