package rollcall.sources;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/// A source of the running server with its secrets, of which there are none while its file cannot
/// be read.
public record ActiveSource(Source source, List<String> secrets) {
  /// Copies `secrets`.
  public ActiveSource {
    secrets = List.copyOf(secrets);
  }

  /// The secret with which we log in ourselves: the first.
  public Optional<String> ownSecret() {
    return secrets.stream().findFirst();
  }

  /// Whether `given` is one of the secrets; takes the same time whichever, if any.
  public boolean isSecret(String given) {
    var found = false;
    for (var secret : secrets) {
      found |= MessageDigest.isEqual(given.getBytes(UTF_8), secret.getBytes(UTF_8));
    }
    return found;
  }

  /// Never shows the secrets.
  @Override
  public String toString() {
    return source.name().value();
  }
}
