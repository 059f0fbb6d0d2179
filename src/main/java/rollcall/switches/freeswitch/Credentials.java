package rollcall.switches.freeswitch;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/// Who logs in: a user of the directory, `name@domain`, or, without one, whoever has the password
/// of the event socket.
record Credentials(Optional<String> user, String secret) {
  /// What would end the command and begin another.
  private static final Pattern BREAK = Pattern.compile("[\\r\\n\\x00]");

  /// A `user` without a domain is none of the directory.
  Credentials {
    user = user.filter(it -> it.contains("@"));
  }

  /// The command that logs in. Fails with a sentence, without the secret, when they cannot be sent.
  String command() throws IOException {
    if (BREAK.matcher(secret).find()) {
      throw new IOException(
          "The secret has a line break or a NUL, which the event socket cannot take.");
    }
    if (user.filter(it -> BREAK.matcher(it).find()).isPresent()) {
      throw new IOException(
          "The user has a line break or a NUL, which the event socket cannot take.");
    }
    return user.map(it -> "userauth " + it + ":" + secret).orElse("auth " + secret);
  }

  /// Never shows the secret.
  @Override
  public String toString() {
    return user.orElse("whoever has the password");
  }
}
