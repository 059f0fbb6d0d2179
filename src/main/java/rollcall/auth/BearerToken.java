package rollcall.auth;

import java.util.List;
import java.util.regex.Pattern;

/// What the `Authorization` fields of a request hold.
sealed interface BearerToken {
  /// The most characters that a token may have.
  int MAX_LENGTH = 8 * 1024;

  /// Exactly one bearer token.
  record Present(String text) implements BearerToken {}

  /// Anything else, and why.
  record Absent(String reason) implements BearerToken {}

  /// The token in `authorization`, all values of the field.
  static BearerToken in(List<String> authorization) {
    if (authorization.isEmpty()) {
      return new Absent("A bearer token is needed: Authorization: Bearer <token>.");
    }
    if (authorization.size() > 1) {
      return new Absent("There is more than one Authorization field.");
    }
    var value = authorization.getFirst();
    if (value.length() > MAX_LENGTH + 16) {
      return new Absent("The token is longer than " + MAX_LENGTH + " characters.");
    }
    var parts = Syntax.FIELD.matcher(value);
    if (!parts.matches()) {
      return new Absent("The Authorization field must be of the form: Bearer <token>.");
    }
    var token = parts.group(1);
    return token.length() > MAX_LENGTH
        ? new Absent("The token is longer than " + MAX_LENGTH + " characters.")
        : new Present(token);
  }

  /// The form of the field; possessive, so that its cost is linear.
  final class Syntax {
    private static final Pattern FIELD = Pattern.compile("(?i:Bearer) ++([A-Za-z0-9._~+/=-]++) *+");

    private Syntax() {}
  }
}
