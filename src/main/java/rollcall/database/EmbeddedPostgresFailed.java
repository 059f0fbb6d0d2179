package rollcall.database;

import java.io.IOException;

/// The embedded PostgreSQL cannot be set up, started or reached; the message says why, and what to
/// do about it, for a human.
public final class EmbeddedPostgresFailed extends RuntimeException {
  private final String reason;

  EmbeddedPostgresFailed(String reason) {
    super(reason);
    this.reason = reason;
  }

  EmbeddedPostgresFailed(String doing, Exception cause) {
    var said =
        cause instanceof IOException e
            ? PrivateFiles.reason(e)
            : String.valueOf(cause.getMessage());
    var sentence = doing + ": " + said;
    super(sentence, cause);
    this.reason = sentence;
  }

  /// The message.
  String reason() {
    return reason;
  }
}
