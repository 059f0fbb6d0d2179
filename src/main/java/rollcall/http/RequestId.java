package rollcall.http;

import java.util.UUID;
import org.eclipse.jetty.http.HttpFields;

/// Chooses the identifier of a request: the client's own when it is one that can be trusted in a
/// log line and a header field, a new one otherwise.
final class RequestId {
  static final String FIELD = "X-Request-Id";

  private static final String PLAIN =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
  private static final int SHORTEST = 20;
  private static final int LONGEST = 200;

  private RequestId() {}

  static String of(HttpFields fields) {
    var sent = fields.get(FIELD);
    return sent != null && isUsable(sent) ? sent : fresh();
  }

  static String fresh() {
    return UUID.randomUUID().toString();
  }

  private static boolean isUsable(String id) {
    return id.length() >= SHORTEST
        && id.length() <= LONGEST
        && id.chars().allMatch(RequestId::isPlain);
  }

  private static boolean isPlain(int c) {
    return PLAIN.indexOf(c) >= 0;
  }
}
