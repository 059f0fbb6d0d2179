package rollcall.sources;

/// The file of a secret cannot be used; the message, a sentence, says why, and never the secret.
public final class SecretUnusable extends Exception {
  private static final long serialVersionUID = 1L;

  SecretUnusable(String message) {
    super(message);
  }

  /// Why.
  public String reason() {
    return String.valueOf(getMessage());
  }
}
