package rollcall.auth;

import com.nimbusds.jose.JWSAlgorithm;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import rollcall.auth.VerifiedTokens.Fingerprint;
import rollcall.observe.Observer;

/// Accepts JSON Web Tokens signed with the configured secret or keys. Which key is asked is decided
/// by the configuration: HS256 goes to the secret alone and every other algorithm to the key set,
/// where each key has its own list, so no token can have a public key taken for a secret.
/// Thread-safe.
public final class JwtAuthenticator implements Authenticator, AutoCloseable {
  /// One reason for all that can be wrong with a signature: which it was is nobody's business.
  private static final Authentication NOT_OURS =
      new Authentication.Refused("The token is not signed by a key that this service trusts.");

  private final Optional<VerificationKey> secret;
  private final KeySource source;
  private final ClaimsJudge claims;
  private final Clock clock;
  private final VerifiedTokens verified = new VerifiedTokens(VerifiedTokens.LIMIT);

  private JwtAuthenticator(AuthSettings settings, KeySource source, Clock clock) {
    this.secret = settings.secret().map(VerificationKey::of);
    this.source = source;
    this.claims = new ClaimsJudge(settings, clock);
    this.clock = clock;
  }

  /// An authenticator under `settings`. A key file must be readable now; a key URL need not answer
  /// yet.
  public static JwtAuthenticator open(AuthSettings settings, Clock clock, Observer observer) {
    var source =
        settings
            .keys()
            .map(
                location ->
                    switch (location) {
                      case AuthSettings.KeyLocation.InFile(var path) ->
                          JwksFile.open(path, clock, observer);
                      case AuthSettings.KeyLocation.AtUrl(var url) ->
                          JwksUrl.open(url, clock, observer);
                    })
            .orElse(KeySource.NONE);
    return new JwtAuthenticator(settings, source, clock);
  }

  @Override
  public Authentication authenticate(List<String> authorization) {
    return switch (BearerToken.in(authorization)) {
      case BearerToken.Present(var token) -> recall(token);
      case BearerToken.Absent(var reason) -> new Authentication.Refused(reason);
    };
  }

  private Authentication recall(String token) {
    var fingerprint = Fingerprint.of(token);
    var known = verified.find(fingerprint, source.current(), clock.millis());
    return known.isPresent() ? known.get() : read(token, fingerprint);
  }

  private Authentication read(String token, Fingerprint fingerprint) {
    return switch (SignedToken.read(token)) {
      case SignedToken.Reading.Read(var signed) -> verify(signed, fingerprint);
      case SignedToken.Reading.Unreadable(var reason) -> new Authentication.Refused(reason);
    };
  }

  private Authentication verify(SignedToken token, Fingerprint fingerprint) {
    var keys = keysFor(token);
    if (!signed(token, keys)) {
      return NOT_OURS;
    }
    return switch (claims.judge(token.payload().decodeToString())) {
      case ClaimsJudge.Verdict.Good(var principal, var expiresMillis) -> {
        var granted = new Authentication.Granted(principal);
        verified.keep(fingerprint, granted, keys, expiresMillis);
        yield granted;
      }
      case ClaimsJudge.Verdict.Bad(var reason) -> new Authentication.Refused(reason);
    };
  }

  private KeySet keysFor(SignedToken token) {
    var keys = source.current();
    return symmetric(token) || keys.knows(token) ? keys : source.renewed();
  }

  private boolean signed(SignedToken token, KeySet keys) {
    return symmetric(token)
        ? secret.filter(key -> key.verifies(token)).isPresent()
        : keys.verifies(token);
  }

  private static boolean symmetric(SignedToken token) {
    return token.algorithm().equals(JWSAlgorithm.HS256);
  }

  /// Stops fetching keys.
  @Override
  public void close() {
    source.close();
  }
}
