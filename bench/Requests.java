package bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Makes the requests by which events are posted.
final class Requests {
  /// The secret of all sources: a password, a token, and behind its prefix a signing key.
  static final String SECRET = "whsec_bGFiLXN0YW5kYXJkLXdlYmhvb2tzLXNlY3JldC0zMmI=";

  private static final byte[] KEY = Base64.getDecoder().decode(SECRET.substring(6));

  private Requests() {}

  /// Those of a switch, which has the password in every request.
  static HttpDoor.Requests byPassword(String target, String source) {
    var login = Base64.getEncoder().encodeToString((source + ":" + SECRET).getBytes(UTF_8));
    var head = head(target, "application/json") + "Authorization: Basic " + login + "\r\n";
    return (body, _) -> request(head, body);
  }

  /// Those that are signed by Standard Webhooks.
  static HttpDoor.Requests byStandardWebhooks(String target) {
    var head = head(target, "application/json");
    return (body, event) -> {
      var seconds = System.currentTimeMillis() / 1_000;
      var signed = ("evt_" + event + "." + seconds + ".").getBytes(UTF_8);
      return request(
          "%swebhook-id: evt_%d\r\nwebhook-timestamp: %d\r\nwebhook-signature: v1,%s\r\n"
              .formatted(head, event, seconds, signature("HmacSHA256", KEY, signed, body)),
          body);
    };
  }

  /// Those that are signed as Twilio does; a body has behind its only line feed what is signed of
  /// it.
  static HttpDoor.Requests byTwilio(String target) {
    var head = head(target, "application/x-www-form-urlencoded");
    var url = ("http://127.0.0.1" + target).getBytes(UTF_8);
    return (story, _) -> {
      var end = 0;
      while (story[end] != '\n') {
        end++;
      }
      var signed = Arrays.copyOfRange(story, end + 1, story.length);
      var signature = signature("HmacSHA1", SECRET.getBytes(UTF_8), url, signed);
      return request(head + "X-Twilio-Signature: " + signature + "\r\n", Arrays.copyOf(story, end));
    };
  }

  /// Those of a client of the API.
  static HttpDoor.Requests byToken(String target, String token) {
    var head = head(target, "application/vnd.api+json") + "Authorization: Bearer " + token + "\r\n";
    return (body, _) -> request(head, body);
  }

  private static String head(String target, String type) {
    return "POST " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: " + type + "\r\n";
  }

  private static byte[] request(String head, byte[] body) {
    var start = (head + "Content-Length: " + body.length + "\r\n\r\n").getBytes(UTF_8);
    var request = Arrays.copyOf(start, start.length + body.length);
    System.arraycopy(body, 0, request, start.length, body.length);
    return request;
  }

  private static String signature(String algorithm, byte[] key, byte[] head, byte[] body) {
    try {
      var mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      mac.update(head);
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
