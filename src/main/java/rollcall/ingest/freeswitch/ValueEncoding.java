package rollcall.ingest.freeswitch;

/// Tells whether the values of `variables` are percent-encoded, which depends on a setting of the
/// switch that a record does not name. The switch's encoder leaves certain characters in no value,
/// so a value with one of them was not encoded; a value without them and with an escape probably
/// was. Any real record has many values of one kind (addresses, times), so the majority tells. One
/// thread.
final class ValueEncoding {
  private static final String ALWAYS_ENCODED = " \"#&+:;<=>?@[\\]^`{|}";

  private int plain;
  private int encoded;

  /// Takes a value into account.
  void see(String value) {
    if (isSurelyPlain(value)) {
      plain++;
    } else if (hasEscape(value)) {
      encoded++;
    }
  }

  /// The text that `value`, one of those seen, stands for.
  String decode(String value) {
    return encoded > plain && !isSurelyPlain(value) ? PercentText.decode(value) : value;
  }

  private static boolean isSurelyPlain(String value) {
    for (int i = 0; i < value.length(); i++) {
      var c = value.charAt(i);
      if (c < ' ' || c > '~' || ALWAYS_ENCODED.indexOf(c) >= 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasEscape(String value) {
    for (int i = value.indexOf('%'); i >= 0; i = value.indexOf('%', i + 1)) {
      if (PercentText.isEscape(value, i)) {
        return true;
      }
    }
    return false;
  }
}
