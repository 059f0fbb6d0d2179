package rollcall.ingest.webhook;

/// What a check of a signature found.
public enum SignatureVerdict {
  /// The sender has the secret, and the message is as it was sent, just now.
  GENUINE,
  /// What tells the signature is missing or is in no form that is known.
  MALFORMED,
  /// The message was signed too long ago, or in a future too far.
  OUT_OF_TIME,
  /// None of the secrets makes this signature of this message.
  WRONG
}
