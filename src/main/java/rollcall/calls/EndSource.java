package rollcall.calls;

import java.util.Locale;

/// How the end of a call was learnt.
public enum EndSource {
  /// Nobody told: the call was taken for ended after a long silence.
  TIMEOUT,
  /// The switch, when asked, did not have the call any more; or a record of it tells that the call
  /// should be over, but not surely.
  RESYNC,
  /// An event of the switch.
  HANGUP,
  /// A call detail record.
  CDR,
  /// A client said so.
  API;

  /// The word of `end_source`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static EndSource of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /// Whether this is a guess, which gives way to any later sign of life.
  boolean isEstimate() {
    return this == TIMEOUT || this == RESYNC;
  }
}
