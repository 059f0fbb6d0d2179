package rollcall.auth;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rollcall.organisations.OrganisationId;

/// Judges the claims of a token whose signature is good. Thread-safe.
final class ClaimsJudge {
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}");

  private final AuthSettings settings;
  private final Clock clock;

  ClaimsJudge(AuthSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /// What came of the claims.
  sealed interface Verdict {
    /// They are good for `principal` until `expiresMillis`, in milliseconds since 1970.
    record Good(Principal principal, long expiresMillis) implements Verdict {}

    /// They are not; `reason` may be shown.
    record Bad(String reason) implements Verdict {}
  }

  /// Judges `payload`, the JSON text of a token.
  Verdict judge(String payload) {
    Map<String, Object> claims;
    try {
      claims = JSONObjectUtils.parse(payload);
    } catch (ParseException e) {
      return new Verdict.Bad("The token's claims cannot be read.");
    }
    return fault(claims).<Verdict>map(Verdict.Bad::new).orElseGet(() -> good(claims));
  }

  private Optional<String> fault(Map<String, Object> claims) {
    return Stream.of(
            expiry(claims),
            start(claims, "nbf"),
            start(claims, "iat"),
            issuer(claims),
            audience(claims),
            organisation(claims),
            text(claims, "sub"),
            text(claims, "scope"))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<String> expiry(Map<String, Object> claims) {
    if (!(claims.get("exp") instanceof Number expiry)) {
      return Optional.of("The token has no expiry: claim exp must be a number.");
    }
    return expiry.doubleValue() + leewaySeconds() > nowSeconds()
        ? Optional.empty()
        : Optional.of("The token has expired.");
  }

  private Optional<String> start(Map<String, Object> claims, String claim) {
    return optional(
        claims,
        claim,
        value ->
            value instanceof Number start && start.doubleValue() - leewaySeconds() <= nowSeconds(),
        "The token is not valid yet: claim "
            + claim
            + " must be a number that is not in the future.");
  }

  private Optional<String> issuer(Map<String, Object> claims) {
    return settings
        .issuer()
        .filter(issuer -> !issuer.equals(claims.get("iss")))
        .map(issuer -> "The token is of another issuer (claim iss).");
  }

  private Optional<String> audience(Map<String, Object> claims) {
    var given = claims.get("aud");
    return settings
        .audience()
        .filter(ours -> !ours.equals(given) && !(given instanceof List<?> l && l.contains(ours)))
        .map(ours -> "The token is for another audience (claim aud).");
  }

  private Optional<String> organisation(Map<String, Object> claims) {
    return claims.get(settings.organisationClaim()) instanceof String id
            && UUID_TEXT.matcher(id).matches()
        ? Optional.empty()
        : Optional.of(
            "The token names no organisation: claim "
                + settings.organisationClaim()
                + " must be one UUID.");
  }

  private static Optional<String> text(Map<String, Object> claims, String claim) {
    return optional(
        claims, claim, String.class::isInstance, "The token's claim " + claim + " must be text.");
  }

  private static Optional<String> optional(
      Map<String, Object> claims, String claim, Predicate<Object> good, String fault) {
    return Optional.ofNullable(claims.get(claim)).filter(good.negate()).map(value -> fault);
  }

  private Verdict good(Map<String, Object> claims) {
    var organisation = UUID.fromString(textOf(claims, settings.organisationClaim()));
    var scopes =
        Stream.of(textOf(claims, "scope").split(" "))
            .filter(Predicate.not(String::isEmpty))
            .toList();
    var principal =
        new Principal(new OrganisationId(organisation), textOf(claims, "sub"), Set.copyOf(scopes));
    return new Verdict.Good(principal, millis(claims.get("exp")));
  }

  /// The cast saturates: a token that is good for ever is good for ever.
  private static long millis(@Nullable Object seconds) {
    return seconds instanceof Number number ? (long) (number.doubleValue() * 1_000) : 0;
  }

  private static String textOf(Map<String, Object> claims, String claim) {
    return claims.get(claim) instanceof String text ? text : "";
  }

  private double leewaySeconds() {
    return settings.leeway().toMillis() / 1e3;
  }

  private double nowSeconds() {
    return clock.millis() / 1e3;
  }
}
