package rollcall.calls;

import java.util.Locale;

/// Who ended a call.
public enum HangupParty {
  /// The calling party.
  CALLER,
  /// The called party.
  CALLEE,
  /// Neither: a switch or a timer.
  SYSTEM;

  /// The word of `hangup_by`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static HangupParty of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
