package rollcall.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import rollcall.organisations.OrganisationId;

/// Makes the tokens that a [JwtAuthenticator] of the same settings accepts. Thread-safe.
public final class TokenIssuer {
  /// The characters of a scope, after RFC 6749.
  private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");

  private final AuthSettings settings;
  private final SigningSecret secret;
  private final Clock clock;

  /// An issuer under `settings`, which must have a secret.
  public TokenIssuer(AuthSettings settings, Clock clock) {
    this.settings = settings;
    this.secret =
        settings
            .secret()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Tokens cannot be made without a signing secret."));
    this.clock = clock;
  }

  /// A token for `organisation` and `subject` that is good for `lifetime` from now.
  public String issue(
      OrganisationId organisation, String subject, List<String> scopes, Duration lifetime) {
    if (!lifetime.isPositive()) {
      throw new IllegalArgumentException("The lifetime of a token must be positive.");
    }
    for (var scope : scopes) {
      if (!SCOPE.matcher(scope).matches()) {
        throw new IllegalArgumentException("Not a scope: \"" + scope + "\"");
      }
    }
    // JWT counts in seconds: what is left of the first second still belongs to the token.
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    var claims =
        new JWTClaimsSet.Builder()
            .jwtID(UUID.randomUUID().toString())
            .subject(subject)
            .claim(settings.organisationClaim(), organisation.toString())
            .claim("scope", String.join(" ", scopes))
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(lifetime)));
    settings.issuer().ifPresent(claims::issuer);
    settings.audience().ifPresent(claims::audience);
    return sign(claims.build());
  }

  private String sign(JWTClaimsSet claims) {
    var header = new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT).build();
    var token = new SignedJWT(header, claims);
    try {
      token.sign(new MACSigner(secret.bytes()));
    } catch (JOSEException e) {
      throw new IllegalStateException("HS256 is not to be had", e);
    }
    return token.serialize();
  }
}
