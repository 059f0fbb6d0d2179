package rollcall.ingest.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Checks signatures by Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`. There may be
/// several secrets, while one takes the place of another. Immutable, so thread-safe.
public final class StandardSignature {
  /// A shared secret.
  public static final class Secret {
    /// What a secret is, in words.
    public static final String RULE = "whsec_ and at least 24 bytes in base64";

    private static final String PREFIX = "whsec_";
    private static final int LEAST_BYTES = 24;

    private final byte[] key;

    private Secret(byte[] key) {
      this.key = key;
    }

    /// The secret that `text` is, if it is one.
    public static Optional<Secret> parse(String text) {
      try {
        var key =
            Base64.getDecoder()
                .decode(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : "");
        return key.length < LEAST_BYTES ? Optional.empty() : Optional.of(new Secret(key));
      } catch (IllegalArgumentException _) {
        // It is not base64, so it is no secret.
        return Optional.empty();
      }
    }
  }

  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final Pattern SECONDS = Pattern.compile("\\d{1,11}");
  private static final Pattern SPACE = Pattern.compile(" +");
  private static final String VERSION = "v1,";

  private final List<Secret> secrets;
  private final Clock clock;

  /// Checks by `secrets` and the time of `clock`.
  public StandardSignature(List<Secret> secrets, Clock clock) {
    this.secrets = List.copyOf(secrets);
    this.clock = clock;
  }

  /// What is wrong with a message whatever its body is, by its headers `webhook-id`,
  /// `webhook-timestamp` and `webhook-signature`, which are empty where they are missing.
  public Optional<SignatureVerdict> faultOfHeaders(String id, String timestamp, String signature) {
    if (id.isEmpty() || !SECONDS.matcher(timestamp).matches() || !signature.contains(VERSION)) {
      return Optional.of(SignatureVerdict.MALFORMED);
    }
    var age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), clock.instant());
    return age.abs().compareTo(TOLERANCE) > 0
        ? Optional.of(SignatureVerdict.OUT_OF_TIME)
        : Optional.empty();
  }

  /// Judges a message by the same headers and its body.
  public SignatureVerdict check(String id, String timestamp, String signature, byte[] body) {
    var fault = faultOfHeaders(id, timestamp, signature);
    if (fault.isPresent()) {
      return fault.get();
    }
    var head = (id + "." + timestamp + ".").getBytes(UTF_8);
    var genuine = false;
    for (var secret : secrets) {
      var right = Base64.getEncoder().encode(Hmac.SHA_256.of(secret.key, head, body));
      for (var given : SPACE.splitAsStream(signature).toList()) {
        genuine |= isVersion1(given, right);
      }
    }
    return genuine ? SignatureVerdict.GENUINE : SignatureVerdict.WRONG;
  }

  private static boolean isVersion1(String given, byte[] right) {
    return given.startsWith(VERSION)
        && MessageDigest.isEqual(right, given.substring(VERSION.length()).getBytes(UTF_8));
  }
}
