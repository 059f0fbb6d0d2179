package rollcall.sources;

import java.util.Locale;

/// What a source may do to calls.
public enum Role {
  /// It makes calls.
  PRIMARY,
  /// It only adds to calls that another source made.
  ENRICH;

  /// Its name where it is stored and printed.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
