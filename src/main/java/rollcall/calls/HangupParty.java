package rollcall.calls;

/// Who ended a call.
public enum HangupParty {
  /// The calling party.
  CALLER("caller"),
  /// The called party.
  CALLEE("callee"),
  /// Neither: a switch or a timer.
  SYSTEM("system");

  private final String word;

  HangupParty(String word) {
    this.word = word;
  }

  /// The word of `hangup_by`.
  public String word() {
    return word;
  }

  static HangupParty of(String word) {
    for (var party : values()) {
      if (party.word.equals(word)) {
        return party;
      }
    }
    throw new IllegalArgumentException("no party: " + word);
  }
}
