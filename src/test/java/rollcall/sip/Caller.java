package rollcall.sip;

import java.util.Optional;

/// Somebody who calls: the number that is shown, and, of a telephone of ours, the user and the
/// password.
record Caller(String number, Optional<String> user, String password) {
  static Caller telephone(String number, String user, String password) {
    return new Caller(number, Optional.of(user), password);
  }

  static Caller stranger(String number) {
    return new Caller(number, Optional.empty(), "");
  }

  /// The line for sipp of a call to `number`.
  String line(String called) {
    var login = user.map(it -> "[authentication username=%s password=%s]".formatted(it, password));
    return number + ";" + called + ";" + login.orElse("") + "\n";
  }
}
