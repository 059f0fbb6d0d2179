package rollcall.calls;

/// How the end of a call was learnt.
public enum EndSource {
  /// Nobody told: the call was taken for ended after a long silence.
  TIMEOUT("timeout"),
  /// The switch, when asked, did not have the call any more; or a record of it tells that the call
  /// should be over, but not surely.
  RESYNC("resync"),
  /// An event of the switch.
  HANGUP("hangup"),
  /// A call detail record.
  CDR("cdr"),
  /// A client said so.
  API("api");

  private final String word;

  EndSource(String word) {
    this.word = word;
  }

  /// The word of `end_source`.
  public String word() {
    return word;
  }

  static EndSource of(String word) {
    for (var source : values()) {
      if (source.word.equals(word)) {
        return source;
      }
    }
    throw new IllegalArgumentException("no end source: " + word);
  }

  /// Whether this is a guess, which gives way to any later sign of life.
  boolean isEstimate() {
    return this == TIMEOUT || this == RESYNC;
  }
}
