package rollcall.jsonapi.plan;

/// The truth values of SQL.
public enum Truth {
  /// It holds.
  TRUE,
  /// It does not hold.
  FALSE,
  /// A null takes part.
  UNKNOWN;

  static Truth of(boolean value) {
    return value ? TRUE : FALSE;
  }

  Truth negated() {
    return switch (this) {
      case TRUE -> FALSE;
      case FALSE -> TRUE;
      case UNKNOWN -> UNKNOWN;
    };
  }
}
