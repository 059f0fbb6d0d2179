package rollcall.auth;

import java.util.List;

/// What the `Authorization` fields of a request hold.
sealed interface BearerToken {
  /// The most characters that a token may have.
  int MAX_LENGTH = 8 * 1024;

  /// The scheme, which may be in any letter case, and the space after it.
  String SCHEME = "Bearer ";

  /// Exactly one bearer token, of any characters as yet.
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
    var field = authorization.getFirst();
    if (!field.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return new Absent("The Authorization field must be of the form: Bearer <token>.");
    }
    var token = field.substring(SCHEME.length()).strip();
    if (token.length() > MAX_LENGTH) {
      return new Absent("The token is longer than " + MAX_LENGTH + " characters.");
    }
    return new Present(token);
  }
}
