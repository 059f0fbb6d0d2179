package rollcall.ingest.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/// Checks `X-Twilio-Signature`: HMAC-SHA1 over the URL as the sender saw it, and the fields of a
/// form in the order of their names. Immutable, so thread-safe.
public final class TwilioSignature {
  private static final Pattern BODY_HASH =
      Pattern.compile("[?&]bodySHA256=([0-9a-fA-F]{64})(?:[&#]|\\z)");

  private final byte[] token;

  /// Checks by the account's token, which is not empty.
  public TwilioSignature(String token) {
    if (token.isEmpty()) {
      throw new IllegalArgumentException("the token is empty");
    }
    this.token = token.getBytes(UTF_8);
  }

  /// Judges a form that was posted to `url`, by the header `signature`, empty where it is missing.
  public SignatureVerdict check(String url, Form form, String signature) {
    var signed = new StringBuilder(url);
    form.fields()
        .forEach((name, values) -> values.forEach(value -> signed.append(name).append(value)));
    return check(signed.toString(), signature);
  }

  /// Judges any other body that was posted to `url`, whose query must name its hash.
  public SignatureVerdict check(String url, byte[] body, String signature) {
    var hash = BODY_HASH.matcher(url);
    if (!hash.find()) {
      return SignatureVerdict.MALFORMED;
    }
    var named = hash.group(1).toLowerCase(Locale.ROOT).getBytes(UTF_8);
    var isOfBody = MessageDigest.isEqual(named, sha256(body).getBytes(UTF_8));
    return isOfBody ? check(url, signature) : SignatureVerdict.WRONG;
  }

  private SignatureVerdict check(String signed, String signature) {
    if (signature.isEmpty()) {
      return SignatureVerdict.MALFORMED;
    }
    var right = Base64.getEncoder().encode(Hmac.SHA_1.of(token, signed.getBytes(UTF_8)));
    return MessageDigest.isEqual(right, signature.getBytes(UTF_8))
        ? SignatureVerdict.GENUINE
        : SignatureVerdict.WRONG;
  }

  private static String sha256(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
