package rollcall.auth;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which tokens are good: those signed with `secret` (HS256) or with a key of `keys` (asymmetric),
/// made by `issuer` and for `audience` where these are given, with the organisation in the claim
/// `organisationClaim`. Clocks may differ by `leeway`.
public record AuthSettings(
    Optional<SigningSecret> secret,
    Optional<KeyLocation> keys,
    Optional<String> issuer,
    Optional<String> audience,
    String organisationClaim,
    Duration leeway) {
  /// The claim that holds the organisation unless configured otherwise.
  public static final String ORGANISATION_CLAIM = "organisation_id";

  /// How far clocks may differ unless configured otherwise.
  public static final Duration DEFAULT_LEEWAY = Duration.ofSeconds(30);

  /// The most that clocks may be configured to differ.
  public static final Duration MAX_LEEWAY = Duration.ofSeconds(60);

  /// Checks that some key is given and that the leeway is within its bound.
  public AuthSettings {
    if (secret.isEmpty() && keys.isEmpty()) {
      throw new IllegalArgumentException("Neither a signing secret nor a key set is configured.");
    }
    if (organisationClaim.isBlank()) {
      throw new IllegalArgumentException("The name of the organisation claim is empty.");
    }
    if (leeway.isNegative() || leeway.compareTo(MAX_LEEWAY) > 0) {
      throw new IllegalArgumentException(
          "The leeway must be from 0 to " + MAX_LEEWAY.toSeconds() + " seconds.");
    }
  }

  /// Tokens signed with `secret`, and nothing else asked of them.
  public static AuthSettings of(SigningSecret secret) {
    return new AuthSettings(
        Optional.of(secret),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        ORGANISATION_CLAIM,
        DEFAULT_LEEWAY);
  }

  /// Where a JSON Web Key Set is read.
  public sealed interface KeyLocation {
    /// In a file, which is read again when it changes.
    record InFile(Path path) implements KeyLocation {}

    /// At an `https` URL, or an `http` URL of this machine, which is fetched again now and then.
    record AtUrl(URI url) implements KeyLocation {
      private static final Pattern LOOPBACK =
          Pattern.compile("localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1\\]");

      /// Checks the scheme and the host.
      public AtUrl {
        var host = Optional.ofNullable(url.getHost()).orElse("");
        var local = "http".equals(url.getScheme()) && LOOPBACK.matcher(host).matches();
        var remote = "https".equals(url.getScheme()) && !host.isEmpty();
        if (!(local || remote) || url.getRawUserInfo() != null) {
          throw new IllegalArgumentException(
              "The key set must be at an https URL without user and password"
                  + " (http only on a loopback address): "
                  + url.getScheme()
                  + "://"
                  + host);
        }
      }
    }
  }
}
